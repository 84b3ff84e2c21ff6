"""The levels of an organisation's processes as tables, for people who never draw."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from muniflow import _
from muniflow.core import formats
from muniflow.core.errors import MuniflowError
from muniflow.core.packs import pack
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.operations import badge
from muniflow.process.bpmn import read_model
from muniflow.process.drafts import in_work
from muniflow.process.drafts import InWork
from muniflow.process.drafts import save_levels
from muniflow.process.drawing import draw
from muniflow.process.errors import BpmnError
from muniflow.process.errors import Problem
from muniflow.process.grid import Grid
from muniflow.process.grid import read_grid
from muniflow.process.grid import Row
from muniflow.process.grid import typed
from muniflow.process.marks import Mark
from muniflow.process.model import Model
from muniflow.process.operations import check
from muniflow.process.operations import offered_processes
from muniflow.process.rules import RESPONSIBLE
from muniflow.process.variants import drop_draft
from muniflow.process.variants import newer_origin
from muniflow.process.variants import redrawn
from muniflow.process.variants import take_over
from plone import api
from zExceptions import NotFound
from zope.i18n import translate

import transaction


@dataclass(frozen=True, slots=True)
class Line:
    """One step of a table, with the names of its fields and what was typed into them."""

    number: int
    row: Row
    step: str
    function: str
    from_text: str
    days: str
    told: tuple[str, ...]
    told_words: str
    on: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The levels of one kind of case."""

    portal_type: str
    title: str
    work: InWork
    lines: tuple[Line, ...]
    drawing: str
    problems: tuple[Problem, ...]
    newer: int
    """The number of a newer version of the shared process; 0 for none."""
    redrawn: bool


class LevelsPage(Page):
    """One table for each kind of case: draft, preview, publish."""

    page_title = _("heading_levels", default="Approval levels")

    wrong = ""
    """The kind of case whose values could not be kept; its table shows what was typed."""

    @cached_property
    def organisation(self) -> Badge:
        """Whose levels they are."""
        return badge(self.context)

    @cached_property
    def currency(self) -> str:
        """In what a new amount is."""
        return pack(self.context.country).currency

    @cached_property
    def functions(self) -> list[tuple[str, str]]:
        """The functions to choose from, with what they are called."""
        return [(f.name, self.say(f.title)) for f in FUNCTIONS.values()]

    @cached_property
    def tellable(self) -> list[tuple[str, str]]:
        """Who may be told: the functions, and whoever answers for the case."""
        responsible = self.say(_("label_responsible", default="Responsible"))
        return [*self.functions, (RESPONSIBLE, responsible)]

    def words(self, name: str) -> str:
        """Return a name of the drawing in the reader's language."""
        return translate(name, domain="muniflow", context=self.request, default=name)

    @cached_property
    def types(self) -> list[str]:
        """The kinds of cases there are processes for."""
        return sorted(offered_processes(api.portal.get(), self.context))

    def tables(self) -> list[Table]:
        """Return the tables of the kinds of cases that go through a process here."""
        found = ((name, in_work(self.context, name)) for name in self.types)
        return [self._table(name, work) for name, work in found if work is not None]

    def _table(self, portal_type: str, work: InWork) -> Table:
        """Return the table of one kind of case."""
        model = read_model(work.data)
        rows = read_grid(model).rows
        newer = newer_origin(work.process) if work.own else None
        return Table(
            portal_type=portal_type,
            title=api.portal.get_tool("portal_types")[portal_type].Title(),
            work=work,
            lines=tuple(self._line(at, row, portal_type) for at, row in enumerate(rows)),
            drawing=draw(
                model,
                title=self.say(self._drawing_title(portal_type)),
                words=self.words,
                marks={row.element: self._mark(model, row) for row in rows},
                key=f"mf-levels-{portal_type}",
            ),
            problems=tuple(check(work.process)) if work.draft else (),
            newer=newer.number if newer else 0,
            redrawn=newer is not None and redrawn(work.process),
        )

    def _drawing_title(self, portal_type: str) -> str:
        """Return what the drawing is called for those who do not see it."""
        title = api.portal.get_tool("portal_types")[portal_type].Title()
        return _(
            "label_levels_drawing",
            default="Drawing: ${title}; the table says the same.",
            mapping={"title": title},
        )

    def _mark(self, model: Model, row: Row) -> Mark:
        """Return what the drawing shows at a step; who acts, where its lane says otherwise."""
        amount = "" if row.from_amount is None else self.money(row.from_amount, row.currency)
        own = "function" in model.node(row.element).attributes
        who = dict(self.functions).get(row.function, "") if own else ""
        return Mark(status="" if row.on else "off", level=amount, who=who)

    def _line(self, number: int, row: Row, portal_type: str) -> Line:
        """Return a line; after an error with what was typed, so that nothing is lost."""
        form = self.request.form if self.wrong == portal_type else {}
        given = fields(form, number) if form else {}
        told = tuple(given.get("told", row.told))
        names = dict(self.tellable)
        return Line(
            number=number,
            row=row,
            step=self.words(row.step),
            function=str(given.get("function", row.function)),
            from_text=str(given.get("from", formats.figure(row.from_amount, self.language))),
            days=str(given.get("days", "" if row.days is None else row.days)),
            told=told,
            told_words=", ".join(names[name] for name in told if name in names),
            on=bool(given.get("on", row.on)),
        )

    def __call__(self) -> str:
        """Show the tables; on POST keep, drop or renew a draft."""
        if self.request.method != "POST":
            return self.index()
        portal_type = self.request.form.get("type", "")
        if portal_type not in self.types:
            raise NotFound(str(portal_type))
        act = self.request.form.get("act", "save")
        doing = {"drop": self._drop, "renew": self._renew}.get(act, self._save)
        try:
            doing(portal_type)
        except BpmnError as error:
            transaction.abort()
            for problem in error.problems:
                self.tell(problem.message, "error")
        except MuniflowError as error:
            transaction.abort()
            self.wrong = portal_type
            self.tell_error(error)
            return self.index()
        return self.back(f"{self.context.absolute_url()}/@@levels#levels-{portal_type}")

    def _save(self, portal_type: str) -> None:
        """Keep what was typed as a draft."""
        form = self.request.form

        def rows(grid: Grid) -> list[Row]:
            return [
                typed(row, fields(form, number), row.currency or self.currency)
                for number, row in enumerate(grid.rows)
            ]

        stamp = str(form.get("stamp", ""))
        if save_levels(self.context, portal_type, stamp, rows) is None:
            self.tell(_("text_levels_unchanged", default="Nothing was changed."))
        else:
            self.tell(
                _(
                    "text_levels_drafted",
                    default="Kept as a draft. It takes effect when you publish it; look at the "
                    "preview first.",
                ),
                "success",
            )

    def _drop(self, portal_type: str) -> None:
        """Take the draft back."""
        work = in_work(self.context, portal_type)
        if work is not None and work.draft:
            drop_draft(work.process)
            self.tell(_("text_levels_dropped", default="The draft is gone."), "success")

    def _renew(self, portal_type: str) -> None:
        """Draft the newer shared version with the own levels in it."""
        work = in_work(self.context, portal_type)
        if work is None or not work.own or newer_origin(work.process) is None:
            return
        lost = take_over(work.process)
        self.tell(
            _(
                "text_levels_renewed",
                default="The newer version is drafted with your levels in it.",
            ),
            "success",
        )
        for step in lost:
            message = _(
                "text_level_lost",
                default="The newer version has no step “${step}”; its level is gone.",
                mapping={"step": self.words(step)},
            )
            self.tell(message, "warning")


def fields(form: Mapping[str, object], number: int) -> dict[str, object]:
    """Return the values of one line of the form; a line without its mark was not sent."""
    if f"line-{number}" not in form:
        return {}
    found: dict[str, object] = {
        "on": form.get(f"on-{number}") == "on",
        "told": _texts(form.get(f"told-{number}", ())),
    }
    for name in ("function", "from", "days"):
        if isinstance(form.get(f"{name}-{number}"), str):
            found[name] = form[f"{name}-{number}"]
    return found


def _texts(value: object) -> tuple[str, ...]:
    """Return one checked box or several as texts."""
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(v for v in values if isinstance(v, str))
