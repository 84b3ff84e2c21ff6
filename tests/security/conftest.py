"""The world as its outsiders and insiders meet it."""

from collections.abc import Iterator
from plone.browserlayer.layer import mark_layer
from plone.testing.layer import Layer
from tests.security.world import WORLD_FIXTURE
from tests.security.world import WORLD_FUNCTIONAL
from types import SimpleNamespace

import pytest


@pytest.fixture(scope="module")
def world_layer() -> Iterator[Layer]:
    """The layer, set up above all others and gone with the module: they share one database."""
    WORLD_FIXTURE.setUp()
    WORLD_FUNCTIONAL.setUp()
    yield WORLD_FUNCTIONAL
    WORLD_FUNCTIONAL.tearDown()
    WORLD_FIXTURE.tearDown()


@pytest.fixture(scope="module")
def lasting_world(world_layer):
    """The same for all tests of a module that only ask."""
    world_layer.testSetUp()
    yield world_layer["portal"]
    world_layer.testTearDown()


@pytest.fixture()
def world(world_layer):
    """The site with records in both organisations; requests go through the publisher."""
    world_layer.testSetUp()
    yield world_layer["portal"]
    world_layer.testTearDown()


@pytest.fixture()
def layered(world):
    """A request as it is inside the site, with the layers of everything installed."""
    mark_layer(world, SimpleNamespace(request=world.REQUEST))
    return world.REQUEST
