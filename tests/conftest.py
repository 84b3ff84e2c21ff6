"""Fixtures shared by all tests."""

from App.config import getConfiguration
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from muniflow.contract.operations import start_contract
from plone import api
from pytest_plone import fixtures_factory
from tempfile import mkdtemp
from tests.chromium import chromium as chromium
from tests.postgresql import postgresql as postgresql
from tests.town import TOWN_FUNCTIONAL
from tests.town import TOWN_INTEGRATION
from zope.i18n.config import COMPILE_MO_FILES_KEY

import os
import pytest

# The layers read the catalogues as a server does: compiled when they are newer.
os.environ[COMPILE_MO_FILES_KEY] = "true"

# What an instance keeps beside its database: keys of journals, views not yet taken in.
getConfiguration().clienthome = mkdtemp(prefix="muniflow-tests-")

# One town for all: layers beside each other would see each other's database anyway.
globals().update(
    fixtures_factory(
        (
            (TOWN_INTEGRATION, "integration"),
            (TOWN_FUNCTIONAL, "functional"),
        )
    )
)


@pytest.fixture()
def town(integration):
    """The site of the town; what a test changes is undone."""
    portal = integration["portal"]
    database = portal._p_jar.db()
    before = database.lastTransaction()
    yield portal
    # What is committed here stays for all tests that follow: such a test asks for live_town.
    assert database.lastTransaction() == before, "the test committed"


@pytest.fixture()
def live_town(functional):
    """The site of the town, with real commits; what a test changes is undone."""
    return functional["portal"]


@contextmanager
def acting(person: str) -> Iterator[None]:
    """Act as a person of the town inside the block."""
    with api.env.adopt_user(username=person):
        yield


@pytest.fixture()
def as_person() -> Callable:
    """The context manager that lets a person act."""
    return acting


@pytest.fixture()
def contract(town) -> Callable:
    """A factory of contracts started by a clerk."""

    def make(
        organisation: str = "onk",
        person: str = "anna",
        portal_type: str = "OutgoingContract",
        **values: object,
    ) -> object:
        data = {
            "title": "Playground maintenance",
            "partners": ("Zöld Liget Kft.",),
            "value_net": Decimal(500_000),
            "unit": "works",
            "responsible": person,
            **values,
        }
        with acting(person):
            return start_contract(town[organisation], portal_type=portal_type, values=data)

    return make
