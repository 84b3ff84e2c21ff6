"""The one source of the present time; the demo and the tests may set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from datetime import datetime
from datetime import UTC

_frozen: ContextVar[datetime | None] = ContextVar("muniflow_clock", default=None)


def now() -> datetime:
    """Return the present moment in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """Return the present day in the server's local time."""
    return now().astimezone().date()


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Make ``at`` the present inside the block; raises ValueError for a naive datetime."""
    if at.tzinfo is None:
        raise ValueError(f"a moment needs a time zone, got {at.isoformat()}")
    token = _frozen.set(at)
    try:
        yield
    finally:
        _frozen.reset(token)
