"""The picture of a case: how far it is, who has it and since when, in words as well."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from muniflow import _
from muniflow.approval.interfaces import SignOffLine
from muniflow.approval.interfaces import Stop
from muniflow.approval.operations import path_of
from muniflow.approval.operations import signoffs_of
from muniflow.approval.picture import branch_status
from muniflow.approval.picture import by_element
from muniflow.approval.picture import elements_of
from muniflow.approval.picture import named
from muniflow.approval.picture import NOW
from muniflow.approval.picture import stages
from muniflow.approval.picture import standing_places
from muniflow.organisation.operations import full_name
from muniflow.process.interfaces import Definition
from muniflow.process.operations import definition_of
from muniflow.process.operations import read
from muniflow.process.pages import Mark
from muniflow.process.pages import Picture
from muniflow.process.pages import PicturePage
from muniflow.process.pages import Stage
from muniflow.process.pages import STATUSES
from muniflow.process.pages import version_of_case
from muniflow.process.pages import way
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound

NAMES = 3
"""More names at a step say only that there are many."""
WORDS = "case-picture-words"


@dataclass(frozen=True, slots=True)
class Line:
    """One step as the list below the picture says it."""

    status: str
    title: str
    what: str
    who: str
    since: str
    level: str


class CasePicture(PicturePage):
    """The drawing of the version a case goes through, marked with how far it is."""

    door = ViewPageTemplateFile("door.pt")

    @property
    def page_title(self) -> str:
        """The subject of the case."""
        return self.context.title

    @cached_property
    def version(self) -> object:
        """The version the case is bound to; raises NotFound when its process is gone."""
        found = version_of_case(self.context)
        if found is None:
            raise NotFound(definition_of(self.context).id)
        return found

    @cached_property
    def model(self) -> object:
        """The drawing."""
        return read(self.version.bpmn)

    @cached_property
    def definition(self) -> Definition:
        """The process as the case follows it."""
        return definition_of(self.context)

    @cached_property
    def stops(self) -> list[Stop]:
        """The way of the case."""
        return path_of(self.context)

    @cached_property
    def signoffs(self) -> dict[str, list[SignOffLine]]:
        """The sign-offs of the present step by element."""
        return by_element(signoffs_of(self.context))

    @cached_property
    def marks(self) -> dict[str, Mark]:
        """What is shown at each element."""
        walk = [Stage(*stage) for stage in stages(self.definition, self.stops)]
        found = way(self.model, walk, standing_places(self.definition))
        levels = self.levels(self.model)
        people = self._people()
        return {
            id_: Mark(
                self._branch(id_) or status,
                *people.get(id_, ("", "")),
                level=levels[id_].level if id_ in levels else "",
            )
            for id_, status in found.items()
        }

    def _branch(self, element: str) -> str:
        lines = self.signoffs.get(element, ())
        return branch_status(lines) if lines else ""

    def _people(self) -> dict[str, tuple[str, str]]:
        """Return who and since when, by element."""
        found: dict[str, tuple[str, str]] = {}
        for stop in self.stops:
            state = self.definition.states.get(stop.step)
            if state is None:
                continue
            said = (self._named(stop.people), self._when(stop))
            own, *branches = elements_of(state) or ("",)
            if stop.status == NOW and self.signoffs:
                said = ("", said[1])
            found[own] = said
            found.update({id_: self._signed(id_) for id_ in branches if id_ in self.signoffs})
        return {**found, **{id_: self._signed(id_) for id_ in self.signoffs}}

    def _signed(self, element: str) -> tuple[str, str]:
        """Return who has signed off a branch or has to, and when the last one did."""
        lines = self.signoffs[element]
        people = tuple(dict.fromkeys(person for line in lines for person in line.people))
        last = max((line.time for line in lines), default="")
        return self._named(people), self._day(last)

    def _named(self, people: Sequence[str]) -> str:
        return named(people, full_name, NAMES)

    def _when(self, stop: Stop) -> str:
        return self.since(stop.time) if stop.status == NOW else self._day(stop.time)

    def _day(self, iso: str) -> str:
        return self.day(datetime.fromisoformat(iso).astimezone().date()) if iso else ""

    def shown(self) -> Picture | None:
        """Return the picture, None when the file has no drawing."""
        title = _(
            "label_drawing_of_case",
            default="The way of “${title}”; the list below says the same.",
            mapping={"title": self.page_title},
        )
        return self.picture(
            self.model,
            title=self.say(title),
            url=f"{self.context.absolute_url()}/@@process-picture.json",
            marks=self.marks,
            key="mf-case",
            described_by=WORDS,
        )

    def lines(self) -> list[Line]:
        """Return the same in words: the way, then what is not on it."""
        elements = [e for stop in self.stops for e in self._elements(stop)]
        rest = [e for e in standing_places(self.definition) if e not in elements]
        order = {node.id: number for number, node in enumerate(self.model.nodes)}
        rest.sort(key=lambda element: order.get(element, 0))
        return [line for e in (*elements, *rest) if (line := self._line(e)) is not None]

    def _elements(self, stop: Stop) -> tuple[str, ...]:
        state = self.definition.states.get(stop.step)
        return () if state is None else elements_of(state)

    def _line(self, element: str) -> Line | None:
        """Return one step in words; None for a gateway, whose branches speak."""
        node, mark = self.model.node(element), self.marks.get(element)
        if node is None or mark is None or not node.name:
            return None
        what = self.say(STATUSES[mark.status])
        title = self.words(node.name)
        return Line(mark.status, title, what, mark.who, mark.since, mark.level)


class CasePictureData(CasePicture):
    """The same for the viewer."""

    def __call__(self) -> str:
        """Answer with the drawing and the marks as JSON."""
        return self.data(self.version.bpmn, self.model, self.marks)
