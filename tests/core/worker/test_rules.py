"""When the worker does what."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from muniflow.core.worker import rules

import pytest

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (9, 256), (10, 360), (1_000_000, 360)]
)
def test_the_delay_grows_up_to_a_limit(attempts, minutes):
    assert rules.delay(attempts) == minutes * MINUTE


def test_the_next_attempt_is_after_the_delay():
    assert rules.next_attempt(3, NOON) == NOON + 4 * MINUTE


@pytest.mark.parametrize(
    ("next_attempt", "skipped", "may"),
    [(NOON, False, True), (NOON + MINUTE, False, False), (NOON - MINUTE, True, False)],
)
def test_what_failed_is_tried_when_its_time_has_come(next_attempt, skipped, may):
    assert rules.may_try(next_attempt, skipped=skipped, now=NOON) is may


@pytest.mark.parametrize(
    ("looked", "every", "called", "due"),
    [
        (None, None, False, True),
        (None, MINUTE, False, True),
        (NOON, None, False, True),
        (NOON - MINUTE, MINUTE, False, True),
        (NOON, MINUTE, False, False),
        (NOON, MINUTE, True, True),
    ],
)
def test_a_job_is_looked_at_when_its_time_has_come(looked, every, called, due):
    assert rules.is_due(looked, every, NOON, called=called) is due


@pytest.mark.parametrize(
    ("setting", "on"),
    [("on", True), ("1", True), ("", False), (" Off ", False), ("no", False), ("0", False)],
)
def test_a_switch_is_read(setting, on):
    assert rules.is_on(setting) is on


@pytest.mark.parametrize(
    ("text", "line"), [("Traceback:\n  here\nValueError: bad\n", "ValueError: bad"), ("", "")]
)
def test_the_last_line_says_what_went_wrong(text, line):
    assert rules.last_line(text) == line


@pytest.mark.parametrize(
    ("chosen", "address"),
    [
        ("", ("http", "localhost", 8111, "muniflow")),
        ("https://iktato.varos.hu", ("https", "iktato.varos.hu", 443, "")),
        ("http://varos.hu:81/iktato/", ("http", "varos.hu", 81, "iktato")),
    ],
)
def test_the_address_is_the_chosen_one_or_the_server_s(chosen, address):
    assert rules.site_address(chosen, "http://localhost:8111/", "/muniflow") == address
