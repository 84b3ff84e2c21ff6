"""The world as its outsiders and insiders meet it."""

from pytest_plone import fixtures_factory
from tests.security.world import WORLD_FUNCTIONAL

import pytest

globals().update(fixtures_factory(((WORLD_FUNCTIONAL, "world_functional"),)))


@pytest.fixture()
def world(world_functional):
    """The site with records in both organisations; requests go through the publisher."""
    return world_functional["portal"]
