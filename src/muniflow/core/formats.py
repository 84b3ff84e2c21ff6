"""Dates, sums and waits in the words of the reader's language."""

from babel.dates import format_date
from babel.dates import format_datetime
from babel.numbers import format_decimal
from babel.numbers import get_decimal_symbol
from datetime import date
from datetime import datetime
from decimal import Decimal
from muniflow import _
from muniflow.core.calendar import WorkCalendar
from zope.i18n import translate
from zope.i18nmessageid import Message

SYMBOLS = {"HUF": "Ft", "CZK": "Kč", "EUR": "€"}
NOTHING = "–"
# A day or a sum never breaks at the end of a line.
FIRM = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"
KILO = 1024
# Working days; a deadline farther away is told by its day alone.
NEAR = 5
# Days that are counted by the calendar; what is farther off is counted as the days come.
COUNTED = 366

# Day of this year, any day, and a moment, as offices write them; other languages take
# what their locale says.
PATTERNS = {
    "en": ("d MMM", "d MMM y", "d MMM y, HH:mm"),
    "hu": ("MMM d.", "y. MMM d.", "y. MM. dd. HH:mm"),
    "cs": ("d. M.", "d. M. y", "d. M. y H:mm"),
}
COMMON = ("medium", "medium", "short")


def day(value: date | None, language: str, today: date | None = None) -> str:
    """Return a day as people write it; the year is left out when it is that of ``today``."""
    if value is None:
        return ""
    short, whole, _moment = PATTERNS.get(language, COMMON)
    same_year = today is not None and value.year == today.year
    return format_date(value, short if same_year else whole, locale=language).replace(" ", FIRM)


def moment(iso: str, language: str) -> str:
    """Return the day and minute of an ISO time in local time."""
    if not iso:
        return ""
    local = datetime.fromisoformat(iso).astimezone().replace(tzinfo=None)
    text = format_datetime(local, PATTERNS.get(language, COMMON)[2], locale=language)
    date_, space, time = text.rpartition(" ")
    return date_.replace(" ", FIRM) + space + time


def money(amount: Decimal | float | None, currency: str, language: str) -> str:
    """Return a sum with its sign, without decimals when it has none."""
    if amount is None:
        return NOTHING
    pattern = "#,##0" if amount == int(amount) else "#,##0.00"
    number = format_decimal(amount, pattern, locale=language)
    return f"{number}{FIRM}{SYMBOLS.get(currency, currency)}"


def grouped(number: Decimal) -> str:
    """Return a number with thin spaces between thousands, as readers of any language know it."""
    return f"{number.normalize():,f}".replace(",", THIN)


def figure(amount: Decimal | None, language: str) -> str:
    """Return a number as people type it: spaces between thousands, their decimal sign."""
    if amount is None:
        return ""
    return f"{amount:,f}".replace(",", " ").replace(".", get_decimal_symbol(language))


def size(count: int, language: str) -> str:
    """Return a number of bytes in kilobytes or megabytes."""
    if count < KILO * KILO:
        return f"{max(1, count // KILO)}{FIRM}kB"
    number = format_decimal(count / KILO / KILO, "#,##0.0", locale=language)
    return f"{number}{FIRM}MB"


def by_number(number: int, one: Message, few: Message, many: Message) -> Message:
    """Return the sentence for a number: of one, of two to four, of five and more or none.

    Czech tells the three apart; languages with fewer forms say the same in two of them.
    """
    if number == 1:
        return one
    return few if number in (2, 3, 4) else many


def due_words(
    due: date | None, today: date, calendar: WorkCalendar | None = None
) -> Message | None:
    """Return how a deadline is said when it is near or past, None when the day says it.

    With a calendar the days are working days, and a deadline is near for a working week.
    """
    if due is None:
        return None
    days = (due - today).days
    near = {
        0: _("text_today", default="today"),
        1: _("text_tomorrow", default="tomorrow"),
    }
    if days in near:
        return near[days]
    if calendar is not None and abs(days) <= COUNTED:
        left = calendar.between(today, due)
        # A deadline that somebody set on a free day is late from the next day on, too.
        return left_words(min(left, -1) if days < 0 else left) if left <= NEAR else None
    return _late_words(-days) if days < 0 else None


def _late_words(days: int) -> Message:
    late = {"days": days}
    return by_number(
        days,
        _("text_one_day_late", default="1 day late"),
        _("text_few_days_late", default="${days} days late", mapping=late),
        _("text_days_late", default="${days} days late", mapping=late),
    )


def left_words(left: int) -> Message:
    """Return how many working days are left of a deadline; a negative number is late."""
    days = {"days": abs(left)}
    if left < 0:
        return by_number(
            -left,
            _("text_one_working_day_late", default="1 working day late"),
            _("text_few_working_days_late", default="${days} working days late", mapping=days),
            _("text_working_days_late", default="${days} working days late", mapping=days),
        )
    return by_number(
        left,
        _("text_one_working_day_left", default="1 working day left"),
        _("text_few_working_days_left", default="${days} working days left", mapping=days),
        _("text_working_days_left", default="${days} working days left", mapping=days),
    )


def since_words(iso: str, now: datetime) -> Message | str:
    """Return how long something lasts already."""
    if not iso:
        return ""
    passed = now - datetime.fromisoformat(iso)
    if passed.days > 0:
        days = {"days": passed.days}
        return by_number(
            passed.days,
            _("text_one_day", default="1 day"),
            _("text_few_days", default="${days} days", mapping=days),
            _("text_days", default="${days} days", mapping=days),
        )
    hours = {"hours": passed.seconds // 3600}
    if hours["hours"] > 0:
        return by_number(
            hours["hours"],
            _("text_one_hour", default="1 hour"),
            _("text_few_hours", default="${hours} hours", mapping=hours),
            _("text_hours", default="${hours} hours", mapping=hours),
        )
    return _("text_just_now", default="just now")


def say(message: Message | str, context: object) -> str:
    """Return a message in the language of the request."""
    return translate(message, context=context)
