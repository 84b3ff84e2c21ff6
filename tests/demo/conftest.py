"""Fixtures of a site with the demo in it."""

from muniflow.core import clock
from tests.demo.layer import DEMO_FIXTURE
from tests.demo.layer import DEMO_TESTING
from tests.demo.layer import LOADED

import pytest


@pytest.fixture(scope="module")
def demo_layer():
    """The layer, set up above all others and gone with the module: they share one database."""
    DEMO_FIXTURE.setUp()
    DEMO_TESTING.setUp()
    yield DEMO_TESTING
    DEMO_TESTING.tearDown()
    DEMO_FIXTURE.tearDown()


@pytest.fixture
def demo_site(demo_layer):
    """The site, on the day of loading; what a test changes is undone."""
    demo_layer.testSetUp()
    with clock.frozen(LOADED):
        yield demo_layer["portal"]
    demo_layer.testTearDown()


@pytest.fixture
def demo_report(demo_layer):
    """What the loading has added."""
    return demo_layer["report"]
