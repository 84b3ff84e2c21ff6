"""Lists and pages tell deadlines in the working days of the case's own organisation."""

from contextlib import contextmanager
from datetime import date
from datetime import datetime
from datetime import UTC
from muniflow.core import clock
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.organisation.operations import change_days
from zope.interface import alsoProvides

import pytest

DUE = date(2026, 10, 27)


@pytest.fixture()
def case(contract):
    """A case due on the Tuesday after a long weekend."""
    made = contract()
    made.due = DUE
    made.reindexObject(idxs=["due"])
    return made


@contextmanager
def wednesday():
    """The day before the long weekend begins, but one."""
    with clock.frozen(datetime(2026, 10, 21, 10, tzinfo=UTC)):
        yield


@pytest.fixture()
def page_of(town, as_person):
    """Open a page as a clerk on that Wednesday."""
    alsoProvides(town.REQUEST, IMuniflowLayer)

    def show(context, view):
        with wednesday(), as_person("anna"):
            return context.restrictedTraverse(view)()

    return show


@pytest.fixture()
def closed(town, as_person):
    """The office is closed on Monday."""
    with as_person("judit"):
        change_days(town["onk"], [date(2026, 10, 26)], works=False, reason="Moving house")


def test_a_list_counts_working_days(case, town, page_of):
    assert "3 working days left" in page_of(town, "@@cases")


def test_a_case_counts_working_days(case, page_of):
    assert "3 working days left" in page_of(case, "@@view")


def test_a_list_knows_the_days_of_the_organisation(case, closed, town, page_of):
    assert "2 working days left" in page_of(town, "@@cases")


def test_a_case_knows_the_days_of_its_organisation(case, closed, page_of):
    assert "2 working days left" in page_of(case, "@@view")
