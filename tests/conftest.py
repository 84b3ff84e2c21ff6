"""Fixtures shared by all tests."""

from muniflow.testing import FUNCTIONAL_TESTING
from muniflow.testing import INTEGRATION_TESTING
from pytest_plone import fixtures_factory

globals().update(
    fixtures_factory(
        (
            (INTEGRATION_TESTING, "integration"),
            (FUNCTIONAL_TESTING, "functional"),
        )
    )
)
