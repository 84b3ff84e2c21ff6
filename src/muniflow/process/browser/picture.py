"""The picture of one version of a process, alone or compared with another."""

from collections.abc import Mapping
from functools import cached_property
from muniflow import _
from muniflow.process.differences import Detail
from muniflow.process.differences import Difference
from muniflow.process.differences import differences
from muniflow.process.differences import REMOVED
from muniflow.process.errors import BpmnError
from muniflow.process.marks import Mark
from muniflow.process.model import Model
from muniflow.process.operations import read
from muniflow.process.operations import text_of
from muniflow.process.pages import Picture
from muniflow.process.pages import PicturePage
from muniflow.process.pages import STATUSES
from muniflow.process.picture import compared
from urllib.parse import urlencode
from zExceptions import NotFound

ASPECTS = {
    "actor": _("label_aspect_actor", default="who acts"),
    "act": _("label_aspect_act", default="what it does"),
    "anchor": _("label_aspect_anchor", default="counted from"),
    "attached": _("label_aspect_attached", default="at the step"),
    "checklist": _("label_aspect_checklist", default="checklist"),
    "comment": _("label_aspect_comment", default="comment"),
    "condition": _("label_aspect_condition", default="condition"),
    "days": _("label_aspect_days", default="working days"),
    "decision": _("label_aspect_decision", default="kind of decision"),
    "default": _("label_aspect_default", default="otherwise"),
    "duty": _("label_aspect_duty", default="duty"),
    "edit": _("label_aspect_edit", default="who may change the data"),
    "file": _("label_aspect_file", default="who may file documents"),
    "for": _("label_aspect_for", default="type of case"),
    "from": _("label_aspect_from", default="from the amount"),
    "function": _("label_aspect_function", default="function"),
    "kind": _("label_aspect_kind", default="kind of element"),
    "lane": _("label_aspect_lane", default="lane"),
    "mail": _("label_aspect_mail", default="decisions by mail"),
    "marks": _("label_aspect_marks", default="marks"),
    "name": _("label_aspect_name", default="name"),
    "needed": _("label_aspect_needed", default="sign-offs needed"),
    "on": _("label_aspect_on", default="switched on"),
    "outcome": _("label_aspect_outcome", default="outcome"),
    "refusal": _("label_aspect_refusal", default="a refusal"),
    "register": _("label_aspect_register", default="registers the case"),
    "required": _("label_aspect_required", default="required fields"),
    "see": _("label_aspect_see", default="who may see"),
    "source": _("label_aspect_source", default="comes from"),
    "target": _("label_aspect_target", default="leads to"),
    "told": _("label_aspect_told", default="who is told"),
    "withdraw": _("label_aspect_withdraw", default="withdrawing"),
}
NOT_PUBLISHED = _("text_not_published", default="not published")
OLD = "old"
WORDS = "picture-words"


class ProcessPicture(PicturePage):
    """The picture of a version: ``number``, "" for the text now; ``since`` to compare with."""

    @cached_property
    def page_title(self) -> str:
        """The title of the process."""
        return self.words(self.context.title)

    @cached_property
    def number(self) -> str:
        """The version that is shown; "" for the text now."""
        return self._asked("number")

    @cached_property
    def since(self) -> str:
        """The version it is compared with, "" for none."""
        return self._asked("since")

    def _asked(self, name: str) -> str:
        value = self.request.form.get(name, "")
        return str(value) if isinstance(value, str | int) else ""

    def text(self, number: str) -> bytes:
        """Return the text of a version; raises NotFound for one that is not there."""
        if not number:
            return text_of(self.context)
        kept = self.context.versions or {}
        version = kept.get(int(number)) if number.isdecimal() else None
        if version is None:
            raise NotFound(number)
        return version.bpmn

    @cached_property
    def new(self) -> Model:
        """The drawing that is shown; raises NotFound when the text is none."""
        return self._model(self.number)

    @cached_property
    def old(self) -> Model:
        """The drawing it is compared with."""
        return self._model(self.since)

    def _model(self, number: str) -> Model:
        try:
            return read(self.text(number))
        except BpmnError as error:
            raise NotFound(number) from error

    @cached_property
    def found(self) -> list[Difference]:
        """What differs."""
        return differences(self.old, self.new) if self.since else []

    def marks(self, *, old: bool = False) -> dict[str, Mark]:
        """Return the levels of the steps and what differs."""
        shown = self.old if old else self.new
        return {**self.levels(shown), **self._differing(shown)}

    def _differing(self, shown: Model) -> Mapping[str, Mark]:
        levels = self.levels(shown)
        return {
            id_: Mark(mark.status, level=levels[id_].level if id_ in levels else "")
            for id_, mark in compared(self.found).items()
        }

    def pictures(self) -> list[Picture]:
        """Return the picture, and that of the older version where something is gone."""
        asked = {"number": self.number, "since": self.since}
        url = f"{self.context.absolute_url()}/@@process-picture.json"
        found = [self._picture(self.new, self.marks(), f"{url}?{urlencode(asked)}", "mf-bpmn")]
        if any(one.what == REMOVED for one in self.found):
            query = urlencode({**asked, "side": OLD})
            found.append(
                self._picture(self.old, self.marks(old=True), f"{url}?{query}", "mf-bpmn-old")
            )
        return [one for one in found if one is not None]

    def _picture(
        self, model: Model, marks: Mapping[str, Mark], url: str, key: str
    ) -> Picture | None:
        number = self.since if key.endswith(OLD) else self.number
        title = _(
            "label_drawing_of_version",
            default="Drawing of “${title}”, version ${number}",
            mapping={"title": self.page_title, "number": number or self.say(NOT_PUBLISHED)},
        )
        words = WORDS if self.since else ""
        return self.picture(
            model, title=self.say(title), url=url, marks=marks, key=key, described_by=words
        )

    def lines(self) -> list[tuple[str, str, str]]:
        """Return what differs: the kind of difference, in words, the name and the details."""
        return [
            (
                one.what,
                f"{self.say(STATUSES[one.what])}: {self.words(one.name)}",
                "; ".join(self._detail(detail) for detail in one.details),
            )
            for one in self.found
        ]

    def _detail(self, detail: Detail) -> str:
        """Return one thing that is said otherwise, in words."""
        aspect = self.say(ASPECTS[detail.aspect]) if detail.aspect in ASPECTS else detail.aspect
        nothing = "–"
        before = self.words(detail.before) if detail.before else nothing
        after = self.words(detail.after) if detail.after else nothing
        return f"{aspect}: {before} → {after}"


class ProcessPictureData(ProcessPicture):
    """The same for the viewer."""

    def __call__(self) -> str:
        """Answer with the text and the marks as JSON."""
        old = self.request.form.get("side") == OLD and bool(self.since)
        number, model = (self.since, self.old) if old else (self.number, self.new)
        return self.data(self.text(number), model, self.marks(old=old))
