"""What is to come on a case: who decides, until when, and why; and why it stands still."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from muniflow import _
from muniflow.approval.caseview import CaseView
from muniflow.approval.history import words
from muniflow.approval.messages import awaited
from muniflow.approval.messages import may_take_in
from muniflow.approval.prediction import Coming
from muniflow.approval.prediction import Signer
from muniflow.approval.prediction import way_ahead
from muniflow.approval.stuck import Standing
from muniflow.approval.stuck import standing_of
from muniflow.organisation.interfaces import FUNCTIONS


@dataclass(frozen=True, slots=True)
class SignerLine:
    """Who decides in a step, or gives one of its sign-offs."""

    title: str
    """How the sign-off is called; "" where the step has only one."""
    function: str
    people: str
    """Full names; "" when nobody holds the function."""
    substitutes: str


@dataclass(frozen=True, slots=True)
class ComingRow:
    """One step to come, as it is read; ``now`` for the present one."""

    title: str
    signers: tuple[SignerLine, ...]
    due: str
    reason: str
    now: bool
    end: bool


@dataclass(frozen=True, slots=True)
class Awaited:
    """A message a case waits for, and how it is read."""

    name: str
    title: str


class CaseAhead(CaseView):
    """The way ahead in a table, and what holds the case."""

    @property
    def shows_ahead(self) -> bool:
        """True before the case is sent on: then the way still follows from what is entered."""
        return not self.ended and self.state.id == self.definition.initial

    def ahead(self) -> list[ComingRow]:
        """Return the present step and those to come; [] for a case that has ended."""
        if self.ended:
            return []
        return [self._row(one, not place) for place, one in enumerate(way_ahead(self.context))]

    def _row(self, coming: Coming, now: bool) -> ComingRow:
        here = _("text_it_is_here", default="the case is here now")
        return ComingRow(
            title=words(coming.title),
            signers=tuple(self._signers(coming)),
            due=self.day(coming.due),
            reason=self.say(here if now else coming.reason),
            now=now,
            end=coming.end,
        )

    def _signers(self, coming: Coming) -> Iterator[SignerLine]:
        for signer in coming.signers:
            if signer.function or signer.people:
                yield SignerLine(
                    title=words(signer.name) if len(coming.signers) > 1 else "",
                    function=self._function(signer),
                    people=", ".join(self.name(p) for p in signer.people),
                    substitutes=", ".join(self.name(p) for p in signer.substitutes),
                )

    def _function(self, signer: Signer) -> str:
        known = FUNCTIONS.get(signer.function)
        if known is not None:
            return self.say(known.title)
        return self.say(_("label_responsible", default="Responsible"))

    @cached_property
    def _standing(self) -> Standing | None:
        return standing_of(self.context)

    def why_still(self) -> list[str]:
        """Return what holds the case; a supplement that is all there is has its own place."""
        standing = self._standing
        if standing is None:
            return []
        if self.progress.supplement is not None and len(standing.reasons) == 1:
            return []
        return [self.say(reason) for reason in standing.reasons]

    @property
    def blocked(self) -> bool:
        """True when nobody at all could bring the case on now."""
        return self._standing is not None and self._standing.blocked

    def takes_in(self) -> list[Awaited]:
        """Return the messages the reader may say have come."""
        if self.ended or not may_take_in(self.context):
            return []
        return [Awaited(name, words(name)) for name in awaited(self.context)]
