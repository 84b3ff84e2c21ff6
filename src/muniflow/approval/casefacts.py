"""What stands beside a decision: sign-offs, opinions, what changed, what is held fast."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from decimal import InvalidOperation
from functools import cached_property
from muniflow import _
from muniflow.approval.caseview import CaseView
from muniflow.approval.history import changes_after
from muniflow.approval.history import changes_since
from muniflow.approval.history import signoffs_of
from muniflow.approval.history import words
from muniflow.approval.interfaces import SignOffLine
from muniflow.approval.lineage import order_over
from muniflow.approval.opinions import opinions_for_me
from muniflow.approval.records import Act
from muniflow.approval.records import BETWEEN
from muniflow.approval.records import GIVEN
from muniflow.approval.records import OPEN
from muniflow.approval.records import Opinion
from muniflow.approval.standing import approvals
from muniflow.approval.standing import APPROVING
from muniflow.approval.standing import Change
from muniflow.approval.standing import last_of
from muniflow.organisation.operations import unit_title
from muniflow.registry.operations import seen_of
from plone.dexterity.utils import iterSchemata
from plone.uuid.interfaces import IUUID
from zope.schema import getFieldsInOrder

MARKS = {GIVEN: "✓", OPEN: "…"}
REFUSED_MARK = "✗"

FIELDS = {
    "amount": _("label_amount", default="Amount"),
    "gross": _("label_value_gross", default="Gross value"),
    "months": _("label_months", default="Months in force"),
    "direction": _("label_direction", default="Direction"),
}


@dataclass(frozen=True, slots=True)
class SignOffRow:
    """One sign-off as a line: mark, tone, what, and who or with whom."""

    title: str
    mark: str
    tone: str
    text: str
    comment: str = ""
    again: str = ""
    """Why it is asked for once more."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One thing that is not as it was, with links to both versions of a file."""

    what: str
    before: str
    now: str
    before_url: str = ""
    now_url: str = ""


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """One question to a unit, and the answer where there is one."""

    id: int
    unit: str
    question: str
    asked: str
    until: str = ""
    answer: str = ""
    answered: str = ""
    mine: bool = False
    """True when the reader may take the question back."""


class CaseFacts(CaseView):
    """What one has to know to decide."""

    @cached_property
    def signoffs(self) -> list[SignOffLine]:
        """The sign-offs of the present step."""
        return [] if self.ended else signoffs_of(self.context)

    def signoff_heading(self) -> str:
        """Return how many sign-offs are given, of how many, and how many suffice."""
        numbers = {
            "given": sum(s.status == GIVEN for s in self.signoffs),
            "number": len(self.signoffs),
            "needed": self.state.needed,
        }
        if 0 < self.state.needed < len(self.signoffs):
            text = _(
                "heading_signoffs_some",
                default="Sign-offs: ${given} of ${number}; ${needed} suffice",
                mapping=numbers,
            )
        else:
            text = _(
                "heading_signoffs", default="Sign-offs: ${given} of ${number}", mapping=numbers
            )
        return self.say(text)

    def signoff_rows(self) -> list[SignOffRow]:
        """Return the sign-offs as lines."""
        return [self._signoff(line) for line in self.signoffs]

    def _signoff(self, line: SignOffLine) -> SignOffRow:
        if line.status == OPEN:
            nobody = self.say(_("text_nobody_yet", default="nobody holds this function now"))
            text = self.say(
                _(
                    "text_waits_with_people",
                    default="waits with ${who}",
                    mapping={"who": self.names(line.people) or nobody},
                )
            )
        else:
            text = f"{self.who(line.people[0], line.for_whom)}, {self.moment(line.time)}"
        return SignOffRow(
            title=words(line.branch.name),
            mark=MARKS.get(line.status, REFUSED_MARK),
            tone={GIVEN: "ok", OPEN: ""}.get(line.status, "late"),
            text=text,
            comment=line.comment,
            again=self._again(line) if line.status == OPEN else "",
        )

    def _again(self, line: SignOffLine) -> str:
        """Return why a sign-off that was given is asked for once more."""
        given = [a for a in self.file.acts if self._was_given(line, a)]
        if not given:
            return ""
        changed = [c.what for c in changes_after(self.context, given[-1]) if c.document]
        if not changed:
            return ""
        return self.say(
            _(
                "text_asked_again",
                default="asked again: ${files} changed after ${person} had signed off on ${time}",
                mapping={
                    "files": ", ".join(self.quoted(name) for name in changed),
                    "person": self.who(given[-1].person, given[-1].for_whom),
                    "time": self.moment(given[-1].time),
                },
            )
        )

    def _was_given(self, line: SignOffLine, act: Act) -> bool:
        """Tell whether an act gave a sign-off since the present step was entered."""
        here = act.step == self.state.id and act.time >= self.progress.since
        own = not line.branch.each or act.person in line.people
        approved = act.kind in APPROVING and not act.undone
        return here and own and approved and act.branch == line.branch.id

    def questions(self) -> list[OpinionRow]:
        """Return the questions that the reader may answer."""
        if self.ended:
            return []
        return [self._opinion(one) for one in opinions_for_me(self.context)]

    def opinions(self) -> list[OpinionRow]:
        """Return what was asked in this step and is open, then all that was answered."""
        found = [self._opinion(o) for o in self.progress.opinions if o.open and not self.ended]
        kept = {o.id for o in self.progress.opinions if o.answered}
        found += [self._opinion(o) for o in self.progress.opinions if o.id in kept]
        return [*found, *self._earlier({o.answered for o in self.progress.opinions})]

    def _opinion(self, one: Opinion) -> OpinionRow:
        by = f"{self.name(one.by)}, {self.moment(one.asked)}"
        answered = f"{self.name(one.person)}, {self.moment(one.answered)}" if one.answered else ""
        return OpinionRow(
            id=one.id,
            unit=unit_title(self.home, one.unit),
            question=one.question,
            asked=by,
            until=self.day(one.until),
            answer=one.text,
            answered=answered,
            mine=one.open and one.by == self.me,
        )

    def _earlier(self, known: set[str]) -> Iterator[OpinionRow]:
        """Yield the opinions given in earlier steps."""
        for act in self.file.acts:
            if act.kind != "opinion-given" or act.undone or act.step == self.state.id:
                continue
            yield OpinionRow(
                id=0,
                unit=act.target,
                question="",
                asked="",
                answer=act.comment,
                answered=f"{self.name(act.person)}, {self.moment(act.time)}",
            )

    @cached_property
    def last_decision(self) -> Act | None:
        """The last decision the reader took on the case."""
        return last_of(self.file.acts, self.me)

    def changes_heading(self) -> str:
        """Return since when the changes are counted."""
        return self.say(
            _(
                "heading_changes_since",
                default="Changed since your last decision (${time})",
                mapping={"time": self.moment(self.last_decision.time)},
            )
        )

    def changes(self) -> list[ChangeRow]:
        """Return what has changed since the reader last decided."""
        if self.last_decision is None:
            return []
        changes = changes_since(self.context, self.me)
        return [self._change(c) for c in changes if not self._is_hidden(c)]

    def _is_hidden(self, change: Change) -> bool:
        """Tell whether a change is one of a document that the reader does not see."""
        uid = change.document.partition(BETWEEN)[0]
        return uid in self._urls and uid not in self._seen

    @cached_property
    def _seen(self) -> set[str]:
        return {IUUID(d) for d in seen_of(self.context.objectValues())}

    def _change(self, change: Change) -> ChangeRow:
        if not change.document:
            return ChangeRow(
                self.field_title(change.what),
                self.field_words(change.what, change.before),
                self.field_words(change.what, change.now),
            )
        document, _between, component = change.document.partition(BETWEEN)
        url = self._urls.get(document, "")
        place = f"{url}/@@component/{component}" if component else f"{url}/@@version"
        return ChangeRow(
            what=change.what,
            before=self._version(change.before),
            now=self._version(change.now),
            before_url=f"{place}/{change.before}" if url and change.before else "",
            now_url=f"{place}/{change.now}" if url and change.now else "",
        )

    def _version(self, number: str) -> str:
        if not number:
            return self.say(_("text_no_version", default="not there"))
        return self.say(
            _("text_version_number", default="version ${number}", mapping={"number": number})
        )

    @cached_property
    def _urls(self) -> Mapping[str, str]:
        return {IUUID(d): d.absolute_url() for d in self.context.objectValues()}

    @cached_property
    def _titles(self) -> Mapping[str, object]:
        return {
            name: field.title
            for schema in iterSchemata(self.context)
            for name, field in getFieldsInOrder(schema)
        }

    def field_title(self, name: str) -> str:
        """Return what people call a value that conditions may ask for."""
        return self.say(FIELDS.get(name) or self._titles.get(name) or name)

    def field_words(self, name: str, value: str) -> str:
        """Return a value that was kept as text in the reader's words."""
        if name in ("amount", "gross") and value:
            try:
                currency = getattr(self.context, "currency", "") or ""
                return self.money(Decimal(value), currency)
            except InvalidOperation:
                return value
        if name == "unit":
            return unit_title(self.home, value)
        answers = {
            "True": _("text_yes", default="yes"),
            "False": _("text_no", default="no"),
            "": "–",
        }
        return self.say(answers.get(value, value))

    @cached_property
    def _approvals(self) -> list[Act]:
        acts = approvals(self.file.acts, order_over(self.context))
        return [a for a in acts if a.step != self.state.id and a.files is not None]

    def held(self, document: str) -> str:
        """Return why a document's file cannot change any more, "" while it can."""
        act = next((a for a in self._approvals if document in a.files.files), None)
        if act is None or self.context.voided:
            return ""
        return self.say(held_text(self, act))


def held_text(page: CaseView, act: Act) -> object:
    """Return the sentence on an approval that holds a document fast."""
    return _(
        "text_file_held",
        default="locked: approved by ${person} (${step}, ${time})",
        mapping={
            "person": page.who(act.person, act.for_whom),
            "step": words(act.step_name),
            "time": page.moment(act.time),
        },
    )
