"""Fixtures of a site with the demo in it."""

from muniflow.core import clock
from pytest_plone import fixtures_factory
from tests.demo.layer import DEMO_TESTING
from tests.demo.layer import LOADED

import pytest

globals().update(fixtures_factory(((DEMO_TESTING, "demo_layer"),)))


@pytest.fixture
def demo_site(demo_layer):
    """The site, on the day of loading."""
    with clock.frozen(LOADED):
        yield demo_layer["portal"]


@pytest.fixture
def demo_report(demo_layer):
    """What the loading has added."""
    return demo_layer["report"]
