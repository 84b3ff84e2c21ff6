"""The pages of the library: a process with its drawing, and the list of processes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from muniflow import _
from muniflow.core.errors import MuniflowError
from muniflow.core.formats import by_number
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Row
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.operations import full_name
from muniflow.process.browser.executed import Executed
from muniflow.process.definition import Definition
from muniflow.process.definition import load
from muniflow.process.definition import State
from muniflow.process.definition import Transition
from muniflow.process.errors import BpmnError
from muniflow.process.errors import Problem
from muniflow.process.model import Model
from muniflow.process.operations import check
from muniflow.process.operations import processes
from muniflow.process.operations import PUBLISH
from muniflow.process.operations import publish
from muniflow.process.operations import read
from muniflow.process.operations import replace_text
from muniflow.process.operations import text_of
from muniflow.process.operations import titles_of_type
from muniflow.process.operations import versions
from muniflow.process.pages import Picture
from muniflow.process.pages import PicturePage
from muniflow.process.publishing import compile_text
from muniflow.process.rules import actors
from muniflow.process.rules import RESPONSIBLE
from muniflow.process.wording import readable
from plone import api
from zExceptions import NotFound
from zope.i18n import translate

STEPS = "process-steps-list"


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as a person reads it beside the drawing."""

    title: str
    who: str
    days: str
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One published version."""

    title: str
    when: str
    person: str
    url: str
    current: bool
    picture: str
    changes: str
    """Where the version is compared with the one before; "" for the first."""


class ProcessPage(Executed, PicturePage):
    """What a process says, as a picture and as a list, and what is wrong with it."""

    @cached_property
    def page_title(self) -> str:
        """The title of the process."""
        return self.words(self.context.title)

    @cached_property
    def model(self) -> Model | None:
        """The drawing; None when the text is no BPMN."""
        try:
            return read(text_of(self.context))
        except BpmnError:
            return None

    @cached_property
    def definition(self) -> Definition | None:
        """What would be published; None when there is a problem."""
        try:
            return compile_text(self.context.getId(), text_of(self.context))
        except BpmnError:
            return None

    @cached_property
    def problems(self) -> Sequence[Problem]:
        """What keeps the text from being published."""
        return [] if self.definition is not None else check(self.context)

    def drawing(self) -> Picture | None:
        """The picture, None without one."""
        if self.model is None:
            return None
        title = _(
            "label_drawing",
            default="Drawing of “${title}”; the list of its steps says the same.",
            mapping={"title": self.page_title},
        )
        return self.picture(
            self.model,
            title=self.say(title),
            url=f"{self.context.absolute_url()}/@@process-picture.json",
            marks=self.levels(self.model),
            described_by=STEPS if self.definition or self.outline() else "",
        )

    def steps(self) -> list[StepLine]:
        """The steps in the order in which a case meets them."""
        definition = self.definition
        return [] if definition is None else [self._step(s) for s in definition.steps()]

    def _step(self, state: State) -> StepLine:
        """Return one step in words."""
        ways = tuple(self._way(transition) for transition in self.definition.leaving(state.id))
        days = self._days(state.days)
        who = ", ".join(self._who(name) for name in actors(state) or ("",))
        return StepLine(self.words(state.name), who, days, ways)

    def _days(self, count: int | None) -> str:
        """Return a deadline in words, "" for none."""
        if count is None:
            return ""
        days = {"count": count}
        return self.say(
            by_number(
                count,
                _("text_one_working_day", default="1 working day"),
                _("text_few_working_days", default="${count} working days", mapping=days),
                _("text_working_days", default="${count} working days", mapping=days),
            )
        )

    def _who(self, name: str) -> str:
        """Return who acts, in words; "" is the process, where it waits for something."""
        if not name:
            return self.say(_("text_the_process", default="The process"))
        if name == RESPONSIBLE:
            return self.say(_("label_responsible", default="Responsible"))
        return self.say(FUNCTIONS[name].title)

    def _way(self, transition: Transition) -> str:
        """Return a decision, where it leads and when it is open."""
        if transition.signs:
            return self._sign_off(transition)
        text = f"{self.words(transition.name)} → " + self.words(
            self.definition.states[transition.target].name
        )
        when = self.words(transition.branch) if transition.branch else self._condition(transition)
        return f"{text} ({when})" if when else text

    def _sign_off(self, transition: Transition) -> str:
        """Return a sign-off with the branch it belongs to; the case stays in its step."""
        branches = self.definition.states[transition.source].branches
        signed = next(branch.name for branch in branches if branch.id == transition.signs)
        return f"{self.words(signed)}: {self.words(transition.name)}"

    def _condition(self, transition: Transition) -> str:
        """Return a condition in words, "" for none."""
        if not transition.condition:
            return ""
        titles = titles_of_type(self.definition.portal_type)
        return self.say(readable(transition.condition, titles))

    def outline(self) -> list[str]:
        """The names of the tasks of a drawing that is not executable."""
        if self.model is None or self.definition is not None:
            return []
        tasks = (n for n in self.model.nodes if n.kind.lower().endswith("task") and n.name)
        return [self.words(node.name) for node in tasks]

    @cached_property
    def published(self) -> list[VersionLine]:
        """The published versions, newest first."""
        url = self.context.absolute_url()
        picture = f"{url}/@@process-picture?number="
        found = versions(self.context)
        before = [version.number for version in found[1:]]
        return [
            VersionLine(
                title=str(version.number),
                when=self.moment(version.published.isoformat()),
                person=full_name(version.person) if version.person else "",
                url=f"{url}/@@process-version?number={version.number}",
                current=at == 0,
                picture=f"{picture}{version.number}",
                changes=f"{picture}{version.number}&since={before[at]}" if before[at:] else "",
            )
            for at, version in enumerate(found)
        ]

    @cached_property
    def may_publish(self) -> bool:
        """True for those who may publish."""
        return bool(api.user.has_permission(PUBLISH, obj=self.context))

    @cached_property
    def changed(self) -> bool:
        """True when the text differs from the newest version."""
        found = versions(self.context)
        return not found or found[0].bpmn != text_of(self.context)

    @property
    def changes_url(self) -> str:
        """Where the text now is compared with the newest version."""
        number = self.published[0].title
        return f"{self.context.absolute_url()}/@@process-picture?since={number}"

    @property
    def left_alone(self) -> bool:
        """True when an update brought another text that was not taken over."""
        return bool(self.context.shipped_refused)


class PublishProcess(Page):
    """Publishes the text of a process."""

    def __call__(self) -> str:
        """Publish on POST, and say what happened on the page of the process."""
        if self.request.method == "POST":
            try:
                name = publish(self.context)
            except MuniflowError as error:
                # The page it leads back to lists every problem.
                self.tell_error(error)
            else:
                message = _(
                    "text_process_published",
                    default="Published as ${id}. New cases start with it; running ones stay "
                    "on their version.",
                    mapping={"id": name},
                )
                self.tell(message, "success")
        return self.back()


class UploadProcess(Page):
    """Takes a new text for a process."""

    def __call__(self) -> str:
        """Keep the uploaded file on POST; a file that is no BPMN changes nothing."""
        upload = self.request.form.get("file")
        if self.request.method == "POST" and getattr(upload, "filename", ""):
            try:
                replace_text(self.context, upload.read(), upload.filename)
            except BpmnError as error:
                for problem in error.problems:
                    self.tell(problem.message, "error")
            else:
                message = _(
                    "text_process_uploaded",
                    default="The new drawing is here; it takes effect when it is published.",
                )
                self.tell(message, "success")
        return self.back()


class ProcessVersion(Page):
    """Gives the text of a published version, byte for byte."""

    def __call__(self) -> bytes:
        """Answer with the file; raises NotFound for a version that is not there."""
        number = self.request.form.get("number", "")
        kept = self.context.versions or {}
        version = kept.get(int(number)) if str(number).isdigit() else None
        if version is None:
            raise NotFound(str(number))
        response = self.request.response
        response.setHeader("Content-Type", "application/xml")
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader(
            "Content-Disposition", f'attachment; filename="{version.workflow_id}.bpmn"'
        )
        return version.bpmn


class LibraryPage(Page):
    """The processes of the site."""

    page_title = _("heading_processes", default="Processes")

    columns = (
        Column(_("column_process", default="Process")),
        Column(_("column_version", default="Version"), number=True),
        Column(_("column_steps", default="Steps"), hide="narrow", number=True),
    )

    def rows(self) -> list[Row]:
        """The list by title."""
        found = [self._row(process) for process in processes(api.portal.get())]
        return sorted(found, key=lambda row: row.title)

    def _row(self, process: object) -> Row:
        """Return one line of the list."""
        kept = versions(process)
        name = translate(
            process.title, domain="muniflow", context=self.request, default=process.title
        )
        if not kept:
            text = self.say(_("text_not_published", default="not published"))
            return Row(name, process.absolute_url(), (Cell(text, tone="soon"), Cell("–")))
        steps = len(load(kept[0].definition).steps())
        return Row(name, process.absolute_url(), (Cell(str(kept[0].number)), Cell(str(steps))))
