"""Days of a journal, written and sealed."""

from collections.abc import Callable
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.interfaces import IJournal
from muniflow.core.journal import keys
from muniflow.core.journal.rules import days_to_seal
from muniflow.core.journal.sealing import seal

import pytest


@pytest.fixture(autouse=True)
def folders(monkeypatch, tmp_path):
    """Keys and views of each test lie in folders of its own."""
    monkeypatch.setenv(keys.FOLDER, str(tmp_path / "keys"))
    monkeypatch.setenv("MUNIFLOW_SPOOL", str(tmp_path / "spool"))


@pytest.fixture()
def organisation(town):
    """One that keeps a journal."""
    return town["onk"]


@pytest.fixture()
def first_day(organisation) -> datetime:
    """Noon of the day of the first entry."""
    day = IJournal(organisation).first_day()
    return datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)


@pytest.fixture()
def on(organisation, first_day) -> Callable:
    """A function that records acts at noon, some days after the first."""

    def write(days: float, *acts: str, **details: object) -> None:
        with clock.frozen(first_day + timedelta(days=days)):
            for act in acts:
                journal.record(organisation, act, **details)

    return write


@pytest.fixture()
def seal_until(organisation, first_day) -> Callable:
    """A function that seals all that is over at noon, some days after the first."""

    def act(days: float) -> list[str]:
        kept = IJournal(organisation)
        with clock.frozen(first_day + timedelta(days=days)):
            sealed = kept.ledger.sealed
            due = days_to_seal("" if sealed else kept.first_day(), sealed, clock.now())
            for day in due:
                seal(organisation, day)
        return due

    return act
