"""Decides on many cases at once: first says what will happen, then does it and reports."""

from collections.abc import Sequence
from functools import cached_property
from muniflow import _
from muniflow.approval.batch import cases_by_uid
from muniflow.approval.batch import Group
from muniflow.approval.batch import groups_of
from muniflow.approval.batch import MOST
from muniflow.approval.batch import Prospect
from muniflow.approval.batch import prospect
from muniflow.approval.interfaces import Choice
from muniflow.approval.interfaces import Outcome
from muniflow.approval.operations import choices_for
from muniflow.approval.operations import decide_many
from muniflow.approval.operations import state_of
from muniflow.approval.operations import words
from muniflow.approval.pages import CaseList
from muniflow.core.formats import by_number
from muniflow.core.interfaces import IReadOnlyPost
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Row
from muniflow.organisation.operations import organisation_of
from muniflow.process.operations import definition_of
from muniflow.registry.interfaces import ICase
from plone import api
from plone.protect.authenticator import check
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18nmessageid import Message
from zope.interface import alsoProvides
from ZPublisher.BaseRequest import BaseRequest

SURE = "sure"


class BatchDecision(CaseList):
    """Answers the bar below a list; writes nothing before the reader has seen what will happen."""

    index = ViewPageTemplateFile("batch.pt")
    report = ViewPageTemplateFile("batch-report.pt")
    columns = (
        Column(_("column_matter", default="Matter")),
        Column(_("column_decision", default="Decision")),
        Column(_("column_leads_to", default="Leads to"), hide="narrow"),
    )
    report_columns = (
        Column(_("column_matter", default="Matter")),
        Column(_("column_decision", default="Decision")),
    )
    error: Message | str = ""
    outcomes: Sequence[Outcome] = ()

    def __init__(self, context: object, request: BaseRequest) -> None:
        super().__init__(context, request)
        if not self.words(SURE):
            alsoProvides(self, IReadOnlyPost)

    def __call__(self) -> str:
        """Show what will happen, or do it; everything comes by POST."""
        if self.request.method != "POST":
            return self.back(f"{self.site_url}/@@desk")
        if not self.items or len(self.items) > MOST:
            self.tell(_NOTHING if not self.items else _TOO_MANY, "warning")
            return self.back(self.came_from)
        if not self.words(SURE):
            return self.index()
        # Savepoints hide from Plone's own check what a request has written.
        check(self.request)
        if not self.words("comment").strip() and self._may_ask and self.asks_comment:
            self.error = _NEEDED
            return self.index()
        return self._decide()

    def _decide(self) -> str:
        """Do it, item by item."""
        kind, title = self.asked
        cases = [case for case in self.cases.values() if case is not None]
        self.outcomes = decide_many(
            cases, kind=kind, title=title, comment=self.words("comment"), seen=self.items
        )
        return self.report()

    @cached_property
    def items(self) -> dict[str, str]:
        """The chosen cases by UID, each with what the page before showed of its standing."""
        value = self.request.form.get("item", ())
        sent = [value] if isinstance(value, str) else list(value)
        pairs = [one.partition(" ") for one in sent if isinstance(one, str)]
        return {uid: token for uid, _space, token in pairs if uid}

    @cached_property
    def cases(self) -> dict[str, ICase | None]:
        """The cases by UID, None for what the reader may not see or is not there."""
        return cases_by_uid(list(self.items))

    @cached_property
    def choices(self) -> dict[str, list[Choice]]:
        """What the reader may decide on each case."""
        return {uid: choices_for(case) for uid, case in self.cases.items() if case is not None}

    @cached_property
    def groups(self) -> list[Group]:
        """The decisions to choose from."""
        return groups_of(self.choices.values())

    @cached_property
    def asked(self) -> tuple[str, str]:
        """Kind and name of the decision: the one asked for, else the first."""
        kind, _space, title = (self.words("choice") or self.words("chosen")).partition(" ")
        if kind and title:
            return kind, title
        return (self.groups[0].kind, self.groups[0].title) if self.groups else ("", "")

    @cached_property
    def prospects(self) -> dict[str, Prospect]:
        """What would happen to each case; a comment is asked for on the same page."""
        kind, title = self.asked
        comment = self.words("comment").strip() or "…"
        return {
            uid: prospect(self.cases[uid], choices, kind=kind, title=title, comment=comment)
            for uid, choices in self.choices.items()
        }

    @property
    def ready(self) -> int:
        """How many items nothing speaks against."""
        return sum(not seen.against for seen in self.prospects.values())

    @property
    def asks_comment(self) -> bool:
        """True when the decision needs a comment anywhere."""
        chosen = [p.choice for p in self.prospects.values() if p.choice and not p.against]
        return any(choice.comment_required for choice in chosen)

    @property
    def _may_ask(self) -> bool:
        """Tell whether a process asks for a comment; whose decision it is takes longer to say."""
        return any(
            transition.decision == self.asked[0] and transition.comment_required
            for case in self.cases.values()
            if case is not None
            for transition in definition_of(case).leaving(state_of(case).id)
        )

    @property
    def heading(self) -> str:
        """What will happen, in numbers."""
        counted = {"number": self.ready, "all": len(self.items)}
        return self.say(
            _(
                "heading_batch",
                default="What will happen: ${number} of ${all} can be decided",
                mapping=counted,
            )
        )

    @property
    def report_heading(self) -> str:
        """What has happened, in numbers."""
        counted = {"number": sum(o.done for o in self.outcomes), "all": len(self.items)}
        return self.say(
            _("heading_batch_done", default="${number} of ${all} decided", mapping=counted)
        )

    def title_of(self, group: Group) -> str:
        """Return a decision with how many items offer it."""
        return f"{words(group.title)} ({group.number})"

    def is_asked(self, group: Group) -> bool:
        """Tell whether a decision is the one shown."""
        return (group.kind, group.title) == self.asked

    @property
    def button(self) -> str:
        """What the button says: the decision and on how many."""
        counted = {"decision": words(self.asked[1]), "number": self.ready}
        return self.say(
            by_number(
                self.ready,
                _("button_batch_one", default="${decision}: 1 matter", mapping=counted),
                _("button_batch_few", default="${decision}: ${number} matters", mapping=counted),
                _("button_batch_many", default="${decision}: ${number} matters", mapping=counted),
            )
        )

    @property
    def came_from(self) -> str:
        """The list one came from, the desk for anything else."""
        url = self.words("came_from")
        tool = api.portal.get_tool("portal_url")
        return url if url and tool.isURLInPortal(url) else f"{self.site_url}/@@desk"

    def tokens(self) -> list[str]:
        """Return each item with what this page shows of its standing."""
        return [f"{uid} {self._token(uid)}".strip() for uid in self.items]

    def _token(self, uid: str) -> str:
        seen = self.prospects.get(uid)
        return seen.token if seen is not None else ""

    def rows(self) -> list[Row]:
        """Return what will happen as lines."""
        return [self._line(uid) for uid in self.items]

    def _line(self, uid: str) -> Row:
        seen = self.prospects.get(uid)
        if seen is None:
            return self._lost(Cell("–"))
        choice = seen.choice
        done = choice is not None and not seen.against
        cells = (
            Cell(words(choice.title), tone="ok") if done else Cell(_NOT_DONE, note=seen.against),
            Cell(words(choice.target) if done else "–"),
        )
        return self._of(seen.case, cells)

    def report_rows(self) -> list[Row]:
        """Return what was done and what not, in the order of the list."""
        outcomes = {outcome.uid: outcome for outcome in self.outcomes}
        return [self._told(uid, outcomes.get(uid)) for uid in self.items]

    def _told(self, uid: str, outcome: Outcome | None) -> Row:
        if outcome is None:
            return self._lost()
        if outcome.done:
            cell = Cell(outcome.decision, tone="ok")
        else:
            cell = Cell(_NOT_DONE, note=outcome.reason)
        return self._of(self.cases[uid], (cell,))

    def _of(self, case: ICase, cells: tuple[Cell, ...]) -> Row:
        home = organisation_of(case).getId()
        return Row(
            title=case.title,
            url=case.absolute_url(),
            badge=self.badges.get(home),
            note=case.registry_number or "",
            cells=cells,
        )

    def _lost(self, *more: Cell) -> Row:
        """Return the line of what the reader cannot see, whether it is there or not."""
        cells = (Cell(_NOT_DONE, note=_NOT_FOUND), *more)
        return Row(title=_LOST, url=self.came_from, cells=cells)

    def words(self, name: str) -> str:
        """Return what the form brought under a name, "" for anything but text."""
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""


_NOTHING = _("text_batch_nothing", default="Tick the matters first on which you want to decide.")
_TOO_MANY = _(
    "text_batch_too_many",
    default="At most ${number} matters can be decided at once.",
    mapping={"number": MOST},
)
_NEEDED = _("error_batch_comment", default="This decision needs a comment; others will read it.")
_NOT_FOUND = _("text_not_found", default="not found")
_LOST = _("text_batch_lost", default="A matter that is not there")
_NOT_DONE = _("text_not_decided", default="not decided")
