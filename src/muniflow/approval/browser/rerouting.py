"""What publishing would change, and which running cases go over to another version."""

from dataclasses import dataclass
from functools import cached_property
from muniflow import _
from muniflow.approval.operations import words
from muniflow.approval.rerouting import Candidate
from muniflow.approval.rerouting import candidates
from muniflow.approval.rerouting import Effect
from muniflow.approval.rerouting import migrate_all
from muniflow.approval.rerouting import preview
from muniflow.approval.rerouting import Report
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import organisation_of
from muniflow.process.content import PublishedVersion
from muniflow.process.errors import BpmnError
from muniflow.process.errors import Problem
from muniflow.process.operations import is_draft
from muniflow.process.operations import publish
from muniflow.process.operations import RightChange
from muniflow.process.operations import text_of
from muniflow.process.operations import use_again
from muniflow.process.operations import version_of
from muniflow.process.operations import versions
from zExceptions import NotFound

import transaction

RESPONSIBLE = "responsible"
ACTS = {
    "edit": _("act_edit", default="edit"),
    "file": _("act_file", default="file documents"),
    "see": _("act_see", default="see"),
}


@dataclass(frozen=True, slots=True)
class RightLine:
    """What one person may newly do, or no longer, in words."""

    person: str
    step: str
    gained: str
    lost: str


class AboutProcess(Page):
    """A page of a process that asks what another version means for cases."""

    @cached_property
    def process_title(self) -> str:
        """The title of the process in the reader's language."""
        return words(self.context.title)

    @cached_property
    def organisation(self) -> Badge | None:
        """Whose process it is; None for a shared one."""
        found = organisation_of(self.context)
        return None if found is None else badge(found)

    @property
    def versions_url(self) -> str:
        """Where the versions are listed."""
        return f"{self.context.absolute_url()}/@@versions"

    def words(self, name: str) -> str:
        """Return a name of the drawing in the reader's language."""
        return words(name)


class PreviewPage(AboutProcess):
    """Which cases would have gone another way, and whose rights change; then publishes."""

    page_title = _("heading_publish_preview", default="Before you publish")

    @cached_property
    def again(self) -> PublishedVersion | None:
        """The earlier version that would be used again, None for the draft."""
        asked = str(self.request.form.get("again", ""))
        if not asked:
            return None
        try:
            return version_of(self.context, int(asked))
        except (MuniflowError, ValueError) as error:
            raise NotFound(asked) from error

    @cached_property
    def pending(self) -> bool:
        """True when there is something to publish."""
        return self.again is not None or is_draft(self.context)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps the text from being published."""
        self.effects  # noqa: B018  finds them
        return self._problems

    _problems: tuple[Problem, ...] = ()

    @cached_property
    def effects(self) -> list[Effect]:
        """What would change, organisation by organisation."""
        data = text_of(self.context) if self.again is None else self.again.bpmn
        try:
            return preview(self.context, data)
        except BpmnError as error:
            self._problems = error.problems
            return []

    def rights(self, effect: Effect) -> list[RightLine]:
        """Return the changes of rights in one organisation in words."""
        return [
            RightLine(
                person=self._person(change),
                step=words(change.step),
                gained=self._acts(change.gained),
                lost=self._acts(change.lost),
            )
            for change in effect.rights
        ]

    def _person(self, change: RightChange) -> str:
        """Return who it is."""
        if change.person == RESPONSIBLE:
            return self.say(_("label_responsible", default="Responsible"))
        return full_name(change.person)

    def _acts(self, acts: tuple) -> str:
        """Return some acts in words."""
        said = (words(act.name) if act.name else self.say(ACTS[act.kind]) for act in acts)
        return ", ".join(dict.fromkeys(said))

    def __call__(self) -> str:
        """Show the preview; on POST publish what it was about."""
        if self.request.method != "POST":
            return self.index()
        try:
            if self.again is not None:
                name = use_again(self.context, self.again.number)
            else:
                name = publish(self.context)
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
            return self.index()
        message = _(
            "text_process_published",
            default="Published as ${id}. New cases start with it; running ones stay "
            "on their version.",
            mapping={"id": name},
        )
        self.tell(message, "success")
        return self.back(self.versions_url)


class MigratePage(AboutProcess):
    """The running cases of older versions, to be taken over one by one or together."""

    page_title = _("heading_migrate", default="Running cases of older versions")

    reports: tuple[Report, ...] = ()

    @cached_property
    def targets(self) -> list[PublishedVersion]:
        """The versions to choose from, newest first."""
        return versions(self.context)

    @cached_property
    def target(self) -> PublishedVersion | None:
        """The version cases would go to, by default the newest; None before the first."""
        asked = str(self.request.form.get("version", ""))
        if not asked:
            return self.targets[0] if self.targets else None
        found = next((v for v in self.targets if str(v.number) == asked), None)
        if found is None:
            raise NotFound(asked)
        return found

    @cached_property
    def candidates(self) -> list[Candidate]:
        """The cases, those that can go over first."""
        if self.target is None:
            return []
        found = candidates(self.context, self.target.workflow_id)
        return sorted(found, key=lambda candidate: candidate.reason is not None)

    def __call__(self) -> str:
        """Show the list; on POST migrate what was picked and say what became of each."""
        if self.request.method == "POST" and self.target is not None:
            picked = self.request.form.get("cases", ())
            picked = picked if isinstance(picked, list | tuple) else [picked]
            try:
                found = migrate_all(
                    self.context, [str(uid) for uid in picked], self.target.workflow_id
                )
            except MuniflowError as error:
                transaction.abort()
                self.tell_error(error)
            else:
                self.reports = tuple(found)
        return self.index()
