"""The head of a case's page: with whom it is, since when, until when, and the way it goes."""

from collections.abc import Iterator
from datetime import datetime
from muniflow import _
from muniflow.approval.acting import END
from muniflow.approval.caseview import CaseView
from muniflow.approval.history import path_of
from muniflow.approval.history import words
from muniflow.approval.interfaces import Stop
from muniflow.core import clocks
from muniflow.core.clocks import Clock
from muniflow.core.formats import left_words
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Fact
from muniflow.core.theme.interfaces import Step
from muniflow.organisation.interfaces import FUNCTIONS
from zope.i18nmessageid import Message

WAITING = {
    "message": _("text_waits_message", default="${step}: waits for the message “${name}”"),
    "timer": _("text_waits_timer", default="${step}: waits until its day has come"),
    "call": _("text_waits_call", default="${step}: waits for the end of another case"),
}

MOST = 3
"""Names told in the head of the page; the others are counted."""


class CaseHead(CaseView):
    """One line answers who, what, since when, until when."""

    def standing(self) -> str:
        """Return with whom the case is since when, or how it ended."""
        if self.context.voided:
            return self.say(_("text_void", default="The number is void."))
        step = words(self.state.name)
        if self.state.kind == END:
            return step
        if self.state.waits:
            waited = {"step": step, "name": words(self.state.waits_for)}
            return self.say(Message(WAITING[self.state.waits], mapping=waited))
        return self.say(
            _(
                "text_waits_with",
                default="${step}: with ${who}, ${since}",
                mapping={
                    "step": step,
                    "who": self._with_whom(),
                    "since": self.since(self.context.since),
                },
            )
        )

    def _with_whom(self) -> str:
        hands = self.hands()
        if not hands:
            return self.say(_("text_nobody", default="nobody: no one holds this function now"))
        mine = self.name(self.me)
        if mine in hands:
            hands.remove(mine)
            hands.insert(0, self.say(_("text_you", default="you")))
        rest = f" +{len(hands) - MOST}" if len(hands) > MOST else ""
        return ", ".join(hands[:MOST]) + rest

    def due(self) -> Cell | None:
        """Return the deadline of the step as a cell, None without one."""
        if self.ended or self.context.due is None:
            return None
        return self.due_cell(self.context.due, self.calendar)

    def clock_lines(self) -> list[str]:
        """Return the sentences on clocks that stand still and on the case as a whole."""
        return [] if self.ended else [*self._paused(), *self._whole()]

    def _paused(self) -> Iterator[str]:
        for step, clock in self.progress.clocks.items():
            if clock.paused is None or step not in self.definition.states:
                continue
            yield self.say(
                _(
                    "text_clock_paused",
                    default="The clock of “${step}” stands still; when the case comes back: "
                    "${left}.",
                    mapping={
                        "step": words(self.definition.states[step].name),
                        "left": self._left(clock),
                    },
                )
            )

    def _whole(self) -> Iterator[str]:
        clock = self.progress.whole
        if clock is None:
            return
        if clock.paused is not None:
            text = _(
                "text_whole_paused",
                default="The deadline of the whole case stands still: ${left}.",
                mapping={"left": self._left(clock)},
            )
        else:
            text = _(
                "text_whole_due",
                default="The whole case is due on ${day}: ${left}.",
                mapping={
                    "day": self.day(clocks.due(clock, self.calendar)),
                    "left": self._left(clock),
                },
            )
        yield self.say(text)

    def _left(self, clock: Clock) -> str:
        return self.say(left_words(clocks.left(clock, self.calendar, self.today)))

    def supplement(self) -> list[Fact]:
        """Return what is missing, from whom, until when and who asked; [] when nothing is."""
        asked = self.progress.supplement
        if asked is None or self.ended:
            return []
        rows = [
            (_("label_missing", default="What is missing"), asked.missing),
            (_("label_missing_from", default="From whom"), self.name(asked.to)),
            (_("label_missing_until", default="Until when"), self.day(asked.until)),
            (
                _("label_missing_by", default="Who asked"),
                f"{self.name(asked.by)}, {self.moment(asked.time)}",
            ),
        ]
        return [Fact(name, value) for name, value in rows if value]

    def steps(self) -> list[Step]:
        """Return the way of the case: done, now, next."""
        stood_for = {(a.step, a.person): a.for_whom for a in self.file.acts if not a.undone}
        return [
            Step(
                title=words(stop.title),
                state=stop.status,
                who=self._on(stop, stood_for),
                when=self._when(stop),
                reason=self._reason(stop),
            )
            for stop in path_of(self.context)
        ]

    def _on(self, stop: Stop, stood_for: dict[tuple[str, str], str]) -> str:
        if stop.status != "done":
            return self.names(stop.people, 2)
        return ", ".join(
            self.who(person, stood_for.get((stop.step, person), "")) for person in stop.people
        )

    def _when(self, stop: Stop) -> str:
        if stop.status == "now":
            return "" if self.ended else self.since(stop.time)
        if not stop.time:
            return ""
        return self.day(datetime.fromisoformat(stop.time).astimezone().date())

    def _reason(self, stop: Stop) -> str:
        function = FUNCTIONS.get(stop.function)
        if stop.status != "next" or function is None or stop.people:
            return ""
        return self.say(function.title)
