"""Calling the worker of this process."""

from collections.abc import Iterable
from muniflow.core.worker import thread
from muniflow.core.worker.interfaces import IJob
from muniflow.core.worker.rights import check_right
from zope.component import getUtilitiesFor

import transaction


def nudge(*names: str) -> None:
    """Let the worker look round as soon as the running transaction is committed.

    Jobs named are looked at even when it is not their time. Does nothing where no worker runs:
    whichever does the work will find it, only later.
    """
    if thread.present() is not None:
        transaction.get().addAfterCommitHook(_call, args=(names,))


def _call(committed: bool, names: tuple[str, ...]) -> None:
    worker = thread.present()
    if committed and worker is not None:
        worker.call(names)


def runs_here() -> bool:
    """Tell whether a worker runs in this process."""
    return thread.present() is not None


def call_now(site: object, names: Iterable[str] = ()) -> None:
    """Let the worker of this process look round at once, at all jobs when none is named."""
    check_right(site)
    nudge(*(names or [name for name, _job in getUtilitiesFor(IJob)]))
