"""The world as its outsiders and insiders meet it."""

from plone.browserlayer.layer import mark_layer
from pytest_plone import fixtures_factory
from tests.security.world import WORLD_FUNCTIONAL
from types import SimpleNamespace

import pytest

globals().update(fixtures_factory(((WORLD_FUNCTIONAL, "world_functional"),)))


@pytest.fixture()
def world(world_functional):
    """The site with records in both organisations; requests go through the publisher."""
    return world_functional["portal"]


@pytest.fixture()
def layered(world):
    """A request as it is inside the site, with the layers of everything installed."""
    mark_layer(world, SimpleNamespace(request=world.REQUEST))
    return world.REQUEST
