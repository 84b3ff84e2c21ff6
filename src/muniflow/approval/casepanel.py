"""What the reader may do on a case now: decide, hand on, ask, take back; and what they need."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from muniflow import _
from muniflow.approval.acting import open_parts
from muniflow.approval.acting import people_of_part
from muniflow.approval.acting import RESPONSIBLE
from muniflow.approval.assignments import my_part
from muniflow.approval.caseview import CaseView
from muniflow.approval.decisions import choices_for
from muniflow.approval.decisions import token_of
from muniflow.approval.history import done
from muniflow.approval.history import words
from muniflow.approval.interfaces import Choice
from muniflow.approval.records import Act as ActRecord
from muniflow.approval.records import Assignment
from muniflow.approval.undoing import approvals_of
from muniflow.approval.undoing import UNDO_WITHIN
from muniflow.approval.undoing import undoable
from muniflow.core import clock
from muniflow.core.errors import NotAllowed
from muniflow.core.formats import by_number
from muniflow.core.theme.interfaces import Act
from muniflow.organisation.operations import Authority
from muniflow.organisation.operations import substitutions_of
from muniflow.process.interfaces import Branch
from muniflow.process.interfaces import State
from zope.i18nmessageid import Message

TONES = {"primary": "go", "secondary": "", "danger": "no"}
KEYS = {"approve": "a", "submit": "a", "settle": "a", "return": "r"}
WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the step's list, to be ticked."""

    text: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A rare act: where it leads, and what it is called."""

    url: str
    title: Message | str


class CasePanel(CaseView):
    """The decision and the rare acts beside it."""

    @cached_property
    def choices(self) -> list[Choice]:
        """The decisions that are the reader's now, refused ones included."""
        found = [c for c in choices_for(self.context) if c.kind != WITHDRAW or not self._rare(c)]
        return sorted(found, key=lambda c: list(TONES).index(c.rank))

    @cached_property
    def withdrawals(self) -> list[Choice]:
        """The ways in which the requester may withdraw the case from somebody else's step."""
        return [
            c
            for c in choices_for(self.context)
            if c.kind == WITHDRAW and self._rare(c) and c.obstacle is None
        ]

    def _rare(self, choice: Choice) -> bool:
        """Tell whether the requester takes the case out of another one's hands."""
        return choice.function == RESPONSIBLE and self.state.actor != RESPONSIBLE

    @property
    def token(self) -> str:
        """What this page has seen of the case."""
        return token_of(self.context)

    def acts(self) -> list[Act]:
        """Return the buttons of the decision panel, the main one first."""
        several = len({c.part for c in self.choices}) > 1
        taken: set[str] = set()
        found = []
        for choice in self.choices:
            against = "" if choice.obstacle is None else self.say(choice.obstacle)
            key = "" if against else KEYS.get(choice.kind, "")
            title = words(choice.title)
            found.append(
                Act(
                    name=choice.id,
                    title=f"{words(choice.part)}: {title}" if several else title,
                    tone=TONES[choice.rank],
                    key="" if key in taken else key,
                    against=against,
                )
            )
            taken.add(key)
        return found

    @property
    def comment(self) -> str:
        """What was written before the decision was refused."""
        return self.words("comment")

    @property
    def left_words(self) -> str:
        """What was written when there is no field any more to show it in."""
        able = any(choice.obstacle is None for choice in self.choices)
        return "" if able or self.request.method != "POST" else self.comment

    def comment_hint(self) -> str:
        """Return which decisions need a comment."""
        needing = [words(c.title) for c in self.choices if c.comment_required]
        if not needing:
            return self.say(_("text_comment_free", default="Optional."))
        return self.say(
            _(
                "text_comment_needed",
                default="Needed for: ${decisions}.",
                mapping={"decisions": ", ".join(dict.fromkeys(needing))},
            )
        )

    def checklist(self) -> list[Point]:
        """Return the points to tick, as they were ticked before a refusal."""
        sent = self.request.form.get("checked", ())
        ticked = {sent} if isinstance(sent, str) else set(sent)
        points = dict.fromkeys(p for c in self.choices for p in c.checklist)
        return [Point(text, text in ticked) for text in points]

    def returning(self) -> str:
        """Return the id of the decision that asks for a supplement, "" without one."""
        states, ways = self.definition.states, self.definition.transitions
        for choice in self.choices:
            back = choice.kind == "return" and choice.obstacle is None
            if back and states[ways[choice.id].target].actor == RESPONSIBLE:
                return choice.id
        return ""

    def acting_lines(self) -> list[str]:
        """Return for whom the reader acts here, and by what."""
        people = dict.fromkeys(c.for_whom for c in self.choices if c.for_whom)
        return [self._acting(person) for person in people]

    def _acting(self, person: str) -> str:
        name = {"person": self.name(person)}
        running = [r for r in substitutions_of(self.me, self.home) if r.absent == person]
        if running:
            until = self.day(max(r.last_day for r in running))
            return self.say(
                _(
                    "text_acting_until",
                    default="You act for ${person} (substitution until ${date}).",
                    mapping={**name, "date": until},
                )
            )
        return self.say(
            _(
                "text_acting_delegated",
                default="You act for ${person}, who delegated this to you.",
                mapping=name,
            )
        )

    def handed_lines(self) -> list[str]:
        """Return what was said to the reader when the step was handed on."""
        return [
            self._handed(a)
            for a in self.progress.assignments
            if a.person == self.me and a.comment and a.kind != "supplement"
        ]

    def _handed(self, handed: Assignment) -> str:
        return f"{self.name(handed.by)}: “{handed.comment}”"

    @cached_property
    def mine(self) -> tuple[State | Branch, Authority] | None:
        """The part of the step that is the reader's, None without one."""
        if self.ended or not open_parts(self.context, self.state):
            return None
        try:
            return my_part(self.context)
        except NotAllowed:
            return None

    def colleagues_of_step(self) -> list[str]:
        """Return to whom the reader's step can be forwarded."""
        if self.mine is None:
            return []
        return [p for p in people_of_part(self.context, self.mine[0]) if p != self.me]

    def rare(self) -> list[Link]:
        """Return the rare acts as links to pages of their own."""
        url = self.context.absolute_url()
        offered = {
            "forward": (bool(self.colleagues_of_step()), _("link_forward", default="Forward")),
            "delegate": (
                self.mine is not None and not self.mine[1].for_whom,
                _("link_delegate", default="Delegate"),
            ),
            "ask-opinion": (
                self.mine is not None,
                _("link_ask_opinion", default="Ask for an opinion"),
            ),
            "withdraw-approval": (
                bool(self.withdrawable()),
                _("link_withdraw_approval", default="Withdraw my approval"),
            ),
        }
        found = [Link(f"{url}/@@{name}", title) for name, (may, title) in offered.items() if may]
        return [*found, *(self._withdrawal(choice) for choice in self.withdrawals)]

    def _withdrawal(self, choice: Choice) -> Link:
        return Link(
            f"{self.context.absolute_url()}/@@decision?decision={choice.id}", words(choice.title)
        )

    def withdrawable(self) -> list[ActRecord]:
        """Return the reader's approvals that can be withdrawn; the newest may be undone, too."""
        return approvals_of(self.context, self.me)

    def undo_text(self) -> str:
        """Return what the reader has just done and may still take back, "" for nothing."""
        act = undoable(self.context)
        if act is None:
            return ""
        left = UNDO_WITHIN - (clock.now() - datetime.fromisoformat(act.time))
        minutes = max(1, int(left.total_seconds() // 60))
        said = {"decision": done(act.title), "minutes": minutes}
        return self.say(
            by_number(
                minutes,
                _(
                    "text_undo_one",
                    default="Done: ${decision}. You can take it back for one more minute.",
                    mapping=said,
                ),
                _(
                    "text_undo_few",
                    default="Done: ${decision}. You can take it back for ${minutes} more minutes.",
                    mapping=said,
                ),
                _(
                    "text_undo_many",
                    default="Done: ${decision}. You can take it back for ${minutes} more minutes.",
                    mapping=said,
                ),
            )
        )
