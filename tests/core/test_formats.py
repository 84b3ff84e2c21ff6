"""Dates, sums and waits as each language writes them."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from decimal import Decimal
from muniflow.core import formats
from muniflow.core.calendar import national_calendar
from muniflow.core.formats import FIRM
from muniflow.core.importing.cells import number

import pytest

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HU = national_calendar("HU")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "5 Mar"), ("hu", "márc. 5."), ("cs", "5. 3."), ("de", "05.03.2026")],
)
def test_a_day_of_this_year_needs_no_year(language, expected):
    assert formats.day(date(2026, 3, 5), language, TODAY) == expected.replace(" ", FIRM)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "5 Mar 2025"), ("hu", "2025. márc. 5."), ("cs", "5. 3. 2025")],
)
def test_a_day_of_another_year_has_it(language, expected):
    assert formats.day(date(2025, 3, 5), language, TODAY) == expected.replace(" ", FIRM)


def test_no_day_is_nothing():
    assert formats.day(None, "hu", TODAY) == ""


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "5 Mar 2026, 09:07"),
        ("hu", "2026. 03. 05. 09:07"),
        ("cs", "5. 3. 2026 9:07"),
        ("de", "05.03.26, 09:07"),
    ],
)
def test_a_moment_has_day_and_minute(language, expected):
    local = datetime(2026, 3, 5, 9, 7).astimezone()
    assert formats.moment(local.isoformat(), language).replace(FIRM, " ") == expected


def test_a_moment_breaks_before_the_time_only():
    local = datetime(2026, 3, 5, 9, 7).astimezone()
    assert formats.moment(local.isoformat(), "hu") == f"2026.{FIRM}03.{FIRM}05. 09:07"


@pytest.mark.parametrize(
    ("amount", "currency", "language", "expected"),
    [
        (Decimal(6_200_000), "HUF", "hu", "6 200 000 Ft"),
        (Decimal("1234.5"), "CZK", "cs", "1 234,50 Kč"),
        (Decimal(1234), "EUR", "en", "1,234 €"),
        (None, "HUF", "hu", "–"),
        (Decimal(5), "USD", "cs", "5 USD"),
    ],
)
def test_a_sum_has_its_sign_and_never_breaks(amount, currency, language, expected):
    assert formats.money(amount, currency, language) == expected.replace(" ", FIRM)


@pytest.mark.parametrize(
    ("amount", "language", "expected"),
    [
        (Decimal(1_000_000), "en", "1 000 000"),
        (Decimal("200000.01"), "hu", "200 000,01"),
        (Decimal("200000.01"), "cs", "200 000,01"),
        (Decimal("200000.01"), "en", "200 000.01"),
        (None, "hu", ""),
    ],
)
def test_a_figure_in_a_field_is_read_again_as_it_was(amount, language, expected):
    assert formats.figure(amount, language) == expected
    assert number(expected) == amount


@pytest.mark.parametrize(
    ("count", "language", "expected"),
    [
        (10, "hu", "1 kB"),
        (2048, "cs", "2 kB"),
        (1_572_864, "hu", "1,5 MB"),
        (1_572_864, "en", "1.5 MB"),
    ],
)
def test_a_size_is_written_as_the_language_does(count, language, expected):
    assert formats.size(count, language) == expected.replace(" ", FIRM)


@pytest.mark.parametrize(
    ("number", "form"),
    [(0, "many"), (1, "one"), (2, "few"), (4, "few"), (5, "many"), (22, "many")],
)
def test_a_number_has_the_form_that_czech_wants(number, form):
    assert formats.by_number(number, "one", "few", "many") == form


@pytest.mark.parametrize(
    ("days", "msgid"),
    [
        (-5, "text_days_late"),
        (-2, "text_few_days_late"),
        (-1, "text_one_day_late"),
        (0, "text_today"),
        (1, "text_tomorrow"),
    ],
)
def test_a_near_or_past_deadline_is_said_in_words(days, msgid):
    assert formats.due_words(TODAY + timedelta(days), TODAY) == msgid


@pytest.mark.parametrize("due", [None, TODAY + timedelta(2)])
def test_a_far_deadline_is_its_day(due):
    assert formats.due_words(due, TODAY) is None


def test_a_late_deadline_says_by_how_many_days():
    assert formats.due_words(TODAY - timedelta(3), TODAY).mapping == {"days": 3}


# 22 November 2026 is a Sunday.
@pytest.mark.parametrize(
    ("days", "msgid", "count"),
    [
        (-2, "text_one_working_day_late", 1),
        (-3, "text_few_working_days_late", 2),
        (-9, "text_working_days_late", 6),
        (0, "text_today", None),
        (1, "text_tomorrow", None),
        (2, "text_few_working_days_left", 2),
        (5, "text_working_days_left", 5),
    ],
)
def test_with_a_calendar_the_days_of_a_deadline_are_working_days(days, msgid, count):
    words = formats.due_words(TODAY + timedelta(days), TODAY, HU)
    assert words == msgid
    assert count in (None, 1) or words.mapping == {"days": count}


@pytest.mark.parametrize("days", [8, 30, 400])
def test_with_a_calendar_a_far_deadline_is_its_day(days):
    assert formats.due_words(TODAY + timedelta(days), TODAY, HU) is None


@pytest.mark.parametrize(
    ("due", "today", "msgid"),
    [
        (date(2026, 10, 22), date(2026, 10, 25), "text_one_working_day_late"),
        (date(2026, 10, 26), date(2026, 10, 22), "text_one_working_day_left"),
        (date(2026, 8, 8), date(2026, 8, 6), "text_few_working_days_left"),
        (date(2026, 8, 15), date(2026, 8, 16), "text_one_working_day_late"),
    ],
)
def test_holidays_and_swapped_days_are_counted_as_they_are(due, today, msgid):
    assert formats.due_words(due, today, HU) == msgid


def test_years_of_delay_are_counted_in_plain_days():
    assert formats.due_words(date(2020, 1, 1), TODAY, HU) == "text_days_late"


@pytest.mark.parametrize(
    ("left", "msgid"),
    [
        (-5, "text_working_days_late"),
        (-2, "text_few_working_days_late"),
        (-1, "text_one_working_day_late"),
        (0, "text_working_days_left"),
        (1, "text_one_working_day_left"),
        (4, "text_few_working_days_left"),
        (7, "text_working_days_left"),
    ],
)
def test_what_is_left_of_a_clock_is_said_in_working_days(left, msgid):
    assert formats.left_words(left) == msgid


@pytest.mark.parametrize(
    ("passed", "msgid"),
    [
        (timedelta(minutes=59), "text_just_now"),
        (timedelta(hours=1), "text_one_hour"),
        (timedelta(hours=3), "text_few_hours"),
        (timedelta(hours=23), "text_hours"),
        (timedelta(days=1), "text_one_day"),
        (timedelta(days=4), "text_few_days"),
        (timedelta(days=30), "text_days"),
    ],
)
def test_a_wait_is_said_in_days_else_in_hours(passed, msgid):
    assert formats.since_words((NOW - passed).isoformat(), NOW) == msgid


def test_a_wait_that_never_began_is_nothing():
    assert formats.since_words("", NOW) == ""
