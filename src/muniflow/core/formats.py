"""Dates, sums and waits in the words of the reader's language."""

from babel.dates import format_date
from babel.dates import format_datetime
from babel.numbers import format_decimal
from datetime import date
from datetime import datetime
from decimal import Decimal
from muniflow import _
from zope.i18n import translate
from zope.i18nmessageid import Message

SYMBOLS = {"HUF": "Ft", "CZK": "Kč", "EUR": "€"}
NOTHING = "–"


def day(value: date | None, language: str, today: date | None = None) -> str:
    """Return a day as people write it; the year is left out when it is that of ``today``."""
    if value is None:
        return ""
    if today is not None and value.year == today.year and language == "en":
        return format_date(value, "d MMM", locale=language)
    if today is not None and value.year == today.year:
        return format_date(value, "MMM d." if language == "hu" else "d. M.", locale=language)
    return format_date(value, "medium", locale=language)


def moment(iso: str, language: str) -> str:
    """Return the day and minute of an ISO time in local time."""
    if not iso:
        return ""
    local = datetime.fromisoformat(iso).astimezone()
    return format_datetime(local.replace(tzinfo=None), "short", locale=language)


def money(amount: Decimal | float | None, currency: str, language: str) -> str:
    """Return a sum with its sign, without decimals when it has none."""
    if amount is None:
        return NOTHING
    pattern = "#,##0" if amount == int(amount) else "#,##0.00"
    number = format_decimal(amount, pattern, locale=language)
    return f"{number} {SYMBOLS.get(currency, currency)}"


def due_words(due: date | None, today: date) -> Message | None:
    """Return how a deadline is said when it is near or past, None when the day says it."""
    if due is None:
        return None
    days = (due - today).days
    if days < -1:
        return _("text_days_late", default="${days} days late", mapping={"days": -days})
    near = {
        -1: _("text_one_day_late", default="1 day late"),
        0: _("text_today", default="today"),
        1: _("text_tomorrow", default="tomorrow"),
    }
    return near.get(days)


def since_words(iso: str, now: datetime) -> Message | str:
    """Return how long something lasts already."""
    if not iso:
        return ""
    passed = now - datetime.fromisoformat(iso)
    if passed.days > 1:
        return _("text_days", default="${days} days", mapping={"days": passed.days})
    if passed.days == 1:
        return _("text_one_day", default="1 day")
    hours = passed.seconds // 3600
    if hours > 1:
        return _("text_hours", default="${hours} hours", mapping={"hours": hours})
    if hours == 1:
        return _("text_one_hour", default="1 hour")
    return _("text_just_now", default="just now")


def say(message: Message | str, context: object) -> str:
    """Return a message in the language of the request."""
    return translate(message, context=context)
