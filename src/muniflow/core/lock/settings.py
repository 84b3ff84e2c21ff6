"""What an operator may set, read from the environment."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from muniflow.core.lock.errors import LockConfigurationError
from muniflow.core.lock.rules import waiters_allowed
from typing import TypeVar

import os
import threading

DEFAULT_TIMEOUT = 30.0
DEFAULT_SLOW = 2.0
DEFAULT_THREADS = 4

Number = TypeVar("Number", int, float)


@dataclass(frozen=True)
class Settings:
    """The limits of the write lock."""

    waiters: int
    timeout: float
    slow: float


def settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the limits that hold now."""
    environ = os.environ if environ is None else environ
    return Settings(
        waiters=_number(environ, "MUNIFLOW_LOCK_WAITERS", int, waiters_allowed(server_threads())),
        timeout=_number(environ, "MUNIFLOW_LOCK_TIMEOUT", float, DEFAULT_TIMEOUT),
        slow=_number(environ, "MUNIFLOW_LOCK_SLOW", float, DEFAULT_SLOW),
    )


def server_threads() -> int:
    """Return how many threads waitress answers requests with."""
    # The server starts all of them at once and does not pass its configuration on.
    named = sum(thread.name.startswith("waitress-") for thread in threading.enumerate())
    return named or DEFAULT_THREADS


def _number(
    environ: Mapping[str, str], name: str, kind: Callable[[str], Number], default: Number
) -> Number:
    text = environ.get(name, "").strip()
    if not text:
        return default
    try:
        value = kind(text)
    except ValueError:
        raise LockConfigurationError(f"{name}={text!r} is no number") from None
    if value < 0:
        raise LockConfigurationError(f"{name}={text!r} must not be negative")
    return value
