"""The verbs of the worker: call it, look at what it does, try again or let be."""

from muniflow.core.worker.calling import call_now
from muniflow.core.worker.calling import nudge
from muniflow.core.worker.calling import runs_here
from muniflow.core.worker.deciding import choose_address
from muniflow.core.worker.deciding import retry
from muniflow.core.worker.deciding import retry_all
from muniflow.core.worker.deciding import skip
from muniflow.core.worker.kernel import work_all
from muniflow.core.worker.states import job_states
from muniflow.core.worker.states import JobState
from muniflow.core.worker.turn import Report

__all__ = [
    "JobState",
    "Report",
    "call_now",
    "choose_address",
    "job_states",
    "nudge",
    "retry",
    "retry_all",
    "runs_here",
    "skip",
    "work_all",
]
