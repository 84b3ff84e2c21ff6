"""A deadline in a list: the day, and in words how near it is."""

from datetime import date
from datetime import datetime
from datetime import UTC
from muniflow.core import clock
from muniflow.core.calendar import national_calendar
from muniflow.core.formats import FIRM
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Cell

import pytest

HU = national_calendar("HU")


# 21 October 2026 is a Wednesday, two days before a holiday on a Friday.
@pytest.mark.parametrize(
    "due,text,tone,note",
    [
        (date(2026, 10, 16), "3 working days late", "late", "16 Oct"),
        (date(2026, 10, 20), "1 working day late", "late", "20 Oct"),
        (date(2026, 10, 21), "today", "soon", ""),
        (date(2026, 10, 22), "tomorrow", "soon", ""),
        (date(2026, 10, 26), "26 Oct", "", "2 working days left"),
        (date(2026, 10, 29), "29 Oct", "", "5 working days left"),
        (date(2026, 10, 30), "30 Oct", "", ""),
        (None, "", "", ""),
    ],
)
def test_with_a_calendar_working_days_are_told(town, due, text, tone, note):
    with clock.frozen(datetime(2026, 10, 21, 10, tzinfo=UTC)):
        cell = Page(town, town.REQUEST).due_cell(due, HU)
    assert cell == Cell(firm(text), tone, firm(note))


@pytest.mark.parametrize(
    "due,text,tone,note",
    [
        (date(2026, 10, 16), "5 days late", "late", "16 Oct"),
        (date(2026, 10, 26), "26 Oct", "", ""),
    ],
)
def test_without_a_calendar_days_are_days(town, due, text, tone, note):
    with clock.frozen(datetime(2026, 10, 21, 10, tzinfo=UTC)):
        cell = Page(town, town.REQUEST).due_cell(due)
    assert cell == Cell(firm(text), tone, firm(note))


def firm(text: str) -> str:
    """Return a day as pages write it; other words stay as they are."""
    return text.replace(" ", FIRM) if "Oct" in text else text
