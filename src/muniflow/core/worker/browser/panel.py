"""The administrators' page of the worker: what it did, does next, and could not do."""

from datetime import datetime
from functools import cached_property
from muniflow import _
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Fact
from muniflow.core.worker import operations
from muniflow.core.worker.acting import ADDRESS
from muniflow.core.worker.book import Failure
from muniflow.core.worker.rules import last_line
from muniflow.core.worker.states import COUNTED
from muniflow.core.worker.states import JobState
from plone import api
from zope.i18nmessageid import Message

import transaction

SHOWN = 20
"""Failures of a job that are shown: when a mail server is down, all say the same."""


class WorkerPanel(Page):
    """Every job with its failures; on POST what the administrator asks for."""

    page_title = _("heading_worker", default="Work behind the scenes")

    def __call__(self) -> str:
        """Show the jobs, or do what was asked and lead back."""
        if self.request.method != "POST":
            return self.index()
        try:
            self.tell(self._act(), "success")
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
        return self.back(f"{self.site_url}/@@worker")

    def _act(self) -> Message:
        form = self.request.form
        job, key = str(form.get("job", "")), str(form.get("key", ""))
        match str(form.get("act", "")):
            case "retry":
                operations.retry(self.context, job, key)
                return _("text_worker_retry", default="It is tried again now.")
            case "retry-all":
                operations.retry_all(self.context, job)
                return _("text_worker_retry_all", default="All of it is tried again now.")
            case "skip":
                operations.skip(self.context, job, key, str(form.get("reason", "")))
                return _("text_worker_skip", default="It is left alone from now on.")
            case "address":
                operations.choose_address(self.context, str(form.get("address", "")))
                return _("text_worker_address", default="Links lead there from now on.")
        operations.call_now(self.context, [job] if job else [])
        return _(
            "text_worker_called",
            default="The work has begun. Load this page anew to see what came of it.",
        )

    @cached_property
    def runs(self) -> bool:
        """True when a worker runs in this server."""
        return operations.runs_here()

    @cached_property
    def jobs(self) -> list[JobState]:
        """Every job."""
        return operations.job_states(self.context)

    @property
    def address(self) -> str:
        """The address for links, "" for that of this server."""
        return api.portal.get_registry_record(ADDRESS, default="") or ""

    def facts(self, job: JobState) -> list[Fact]:
        """Return when a job ran and runs next, and how much waits."""
        return [
            Fact(_("label_worker_looked", default="Last looked"), self.time(job.looked)),
            Fact(_("label_worker_worked", default="Last did something"), self.work(job)),
            Fact(_("label_worker_next", default="Looks again"), self.time(job.next)),
            Fact(_("label_worker_pending", default="Waiting"), self.waiting(job), number=True),
        ]

    def time(self, moment: datetime | None) -> Message | str:
        """Return a moment in the reader's words."""
        if moment is None:
            return _("text_worker_never", default="not known in this server")
        return self.moment(moment.isoformat())

    def work(self, job: JobState) -> Message | str:
        """Return what a job last did."""
        if job.work is None:
            return _("text_worker_nothing_yet", default="nothing yet")
        return _(
            "text_worker_did",
            default="${time}: ${done} done, ${failed} failed",
            mapping={
                "time": self.time(job.work.at),
                "done": job.work.done,
                "failed": job.work.failed,
            },
        )

    def waiting(self, job: JobState) -> Message | str:
        """Return how many items wait."""
        if job.error:
            return _("text_worker_uncountable", default="cannot be counted")
        if job.pending >= COUNTED:
            return _(
                "text_worker_or_more",
                default="${count} or more",
                mapping={"count": job.pending},
            )
        return str(job.pending)

    def unseen(self, job: JobState) -> Message | None:
        """Return how many failures are not shown."""
        left = len(job.failures) - SHOWN
        if left <= 0:
            return None
        return _("text_worker_unseen", default="And ${count} more.", mapping={"count": left})

    def shown(self, job: JobState) -> tuple[Failure, ...]:
        """Return the failures that are shown, the last first."""
        return job.failures[:SHOWN]

    def title_of(self, failure: Failure) -> Message | str:
        """Return what failed."""
        whole = _("text_worker_whole", default="The work as a whole")
        return failure.item.title or failure.item.key or whole

    def short(self, failure: Failure) -> Message | str:
        """Return the error in one line, in words for people where it has them."""
        return failure.words or last_line(failure.error)

    def next_try(self, failure: Failure) -> Message:
        """Return when a failed item is tried again, or why it is not."""
        if failure.skipped:
            return _(
                "text_worker_skipped",
                default="Left alone by ${who}: ${reason}",
                mapping={"who": failure.by, "reason": failure.reason},
            )
        return _(
            "text_worker_tries",
            default="Tried ${count} times, last ${last}; again ${next}",
            mapping={
                "count": failure.attempts,
                "last": self.time(failure.failed),
                "next": self.time(failure.next),
            },
        )
