"""When the worker does what; plain values in, plain values out."""

from datetime import datetime
from datetime import timedelta
from urllib.parse import urlsplit

FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=6)

# Doubled so often, the delay is the longest in any case.
DOUBLINGS = 20

OFF = frozenset({"", "0", "off", "no", "false"})


def delay(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: doubled each time, up to a limit."""
    doublings = min(max(attempts, 1) - 1, DOUBLINGS)
    return min(FIRST_DELAY * 2**doublings, LONGEST_DELAY)


def next_attempt(attempts: int, failed: datetime) -> datetime:
    """Return when an item is tried again that failed just now."""
    return failed + delay(attempts)


def may_try(next_attempt: datetime, *, skipped: bool, now: datetime) -> bool:
    """Tell whether an item that failed before is to be tried now."""
    return not skipped and next_attempt <= now


def next_look(looked: datetime | None, every: timedelta | None, now: datetime) -> datetime:
    """Return when to look for work again; ``looked`` is None for a job not yet looked at."""
    return now if looked is None or every is None else looked + every


def is_due(
    looked: datetime | None, every: timedelta | None, now: datetime, *, called: bool
) -> bool:
    """Tell whether to look for work now; ``called`` says that somebody asked for this job."""
    return called or next_look(looked, every, now) <= now


def is_on(setting: str) -> bool:
    """Tell what a setting of the environment says."""
    return setting.strip().lower() not in OFF


def last_line(traceback: str) -> str:
    """Return the line of a traceback that says what went wrong, our own errors by their words."""
    lines = traceback.strip().splitlines()
    last = lines[-1].strip() if lines else ""
    name, _colon, words = last.partition(": ")
    return words if name.startswith("muniflow.") and words else last


def site_address(chosen: str, server: str, path: str) -> tuple[str, str, int, str]:
    """Return (protocol, host, port, path) under which people reach a site.

    ``chosen`` is what an administrator entered, empty when the site is reached at ``server``
    under its own ``path``.
    """
    parts = urlsplit(chosen.strip() or f"{server.rstrip('/')}/{path.strip('/')}")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return parts.scheme or "http", parts.hostname or "localhost", port, parts.path.strip("/")
