"""Administrators see their year and change its days on a page."""

from datetime import date
from muniflow.core.formats import FIRM
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.organisation.changeddays import ChangedDay
from muniflow.organisation.operations import changed_days
from zExceptions import Unauthorized
from zope.interface import alsoProvides

import pytest
import re

MONDAY = date(2026, 12, 28)
TUESDAY = date(2026, 12, 29)
CLOSED = ChangedDay(MONDAY, False, "Closed")


@pytest.fixture()
def send(town, as_person):
    """Send the form as a person, or look at the page of a year."""

    def post(person, year="2026", **form):
        request = town.REQUEST
        alsoProvides(request, IMuniflowLayer)
        request.form.clear()
        request.form.update(form, year=year)
        request.method = "POST" if form else "GET"
        with as_person(person):
            return town["onk"].restrictedTraverse("@@calendar")()

    return post


@pytest.fixture()
def closed(send, town):
    """The organisation with one closed day."""
    send("judit", kind="closed", since="2026-12-28", reason="Closed")
    return town["onk"]


def day_of(page, words):
    """Return the number of the day that has these words."""
    plain = page.replace(FIRM, " ")
    return re.search(rf'title="{re.escape(words)}"\s*><span[^>]*>(\d+)</span>', plain)[1]


def test_the_page_shows_twelve_months(send):
    page = send("judit")
    assert page.count("<caption") == 12
    assert all(f"<caption>{month}</caption>" in page for month in ("January", "December"))


@pytest.mark.parametrize(
    "words,number",
    [
        ("Good Friday", "3"),
        ("worked for 21 Aug (10/2025. (IV. 30.) NGM rendelet)", "8"),
        ("free; worked on 8 Aug (10/2025. (IV. 30.) NGM rendelet)", "21"),
    ],
)
def test_the_days_of_the_country_say_what_they_are(send, words, number):
    assert day_of(send("judit"), words) == number


@pytest.mark.parametrize("year,shown", [("2027", 2027), ("1", 0), ("x", 0), ("²", 0), ("", 0)])
def test_a_year_that_makes_no_sense_is_this_year(send, year, shown):
    heading = re.search(r"<h1>\s*Calendar (\d+)", send("judit", year=year))[1]
    assert int(heading) == (shown or date.today().year)


def test_a_day_is_closed(closed):
    assert changed_days(closed) == [CLOSED]


def test_a_closed_day_shows_its_reason(closed, send):
    assert day_of(send("judit"), "Closed") == "28"


def test_days_in_a_row_are_opened(send, town):
    send("judit", kind="open", since="2026-12-05", until="2026-12-06", reason="Fair")
    assert [(c.day.day, c.works) for c in changed_days(town["onk"])] == [(5, True), (6, True)]


def test_a_pasted_list_is_closed(send, town):
    send("judit", kind="closed", days="28. 12. 2026\n2026. 12. 29.\n", reason="Closed")
    assert [change.day for change in changed_days(town["onk"])] == [MONDAY, TUESDAY]


def test_a_day_is_removed_again(closed, send):
    send("judit", restore="2026-12-28")
    assert changed_days(closed) == []


@pytest.mark.parametrize(
    "form",
    [
        {"since": "2026-12-28", "reason": " "},
        {"since": "2026-12-27", "reason": "Closed"},
        {"reason": "Closed"},
        {"days": "Christmas", "reason": "Closed"},
        {"since": "2026-12-29", "until": "2026-12-28", "reason": "Closed"},
        {"since": ["2026-12-28"], "reason": "Closed"},
    ],
)
def test_a_refused_entry_changes_nothing(send, town, form):
    assert "<h1>" in send("judit", kind="closed", **form)
    assert changed_days(town["onk"]) == []


def test_a_refused_entry_keeps_what_was_written(send):
    page = send("judit", kind="open", days="Christmas", reason="Fair")
    assert ">Christmas</textarea>" in page
    assert 'value="Fair"' in page


@pytest.mark.parametrize("person", ["anna", "bela", "gabi", "feri", "kata"])
def test_only_administrators_see_the_page(town, as_person, person):
    alsoProvides(town.REQUEST, IMuniflowLayer)
    with as_person(person), pytest.raises(Unauthorized):
        town["onk"].restrictedTraverse("@@calendar")


def test_the_settings_lead_to_the_calendar(town, as_person):
    alsoProvides(town.REQUEST, IMuniflowLayer)
    with as_person("judit"):
        page = town.restrictedTraverse("@@settings")()
    assert f'href="{town["onk"].absolute_url()}/@@calendar"' in page
