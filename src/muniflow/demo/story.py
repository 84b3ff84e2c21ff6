"""The decisions that bring a contract as far as its story says; plain values in and out."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

SIGNED = "signed"
BACK = "return"
STOPPED = {"refused": "reject", "withdrawn": "withdraw"}
RETURNED = "returned"

Path = Callable[[Any, str, Mapping[str, object]], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Turn:
    """One decision to take: which, of what kind, by whom ("responsible" or a function)."""

    transition: str
    decision: str
    actor: str
    source: str
    target: str


class StoryUnfit(ValueError):
    """Raised when a process has no way that a story could go."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells stories along one version of a process, for one contract's values."""

    definition: Any
    values: Mapping[str, object]
    path: Path

    def turns(self, story: str) -> list[Turn]:
        """Return the decisions of a story; raises StoryUnfit."""
        goal, _, by = story.partition(" ")
        initial = self.definition.initial
        if goal in STOPPED:
            return self._given_up(initial, STOPPED[goal], by)
        if goal == RETURNED:
            return self._stopped(initial, BACK, by)
        before = self._stopped(initial, BACK, by) if by else []
        now = before[-1].target if before else initial
        return before + self._until(now, goal)

    def _given_up(self, state: str, decision: str, by: str) -> list[Turn]:
        """Return the way to a refusal or withdrawal; who cannot decide so returns it first."""
        try:
            return self._stopped(state, decision, by)
        except StoryUnfit:
            if not by:
                raise
        before = self._stopped(state, BACK, by)
        return before + self._stopped(before[-1].target, decision, "")

    def _until(self, state: str, goal: str) -> list[Turn]:
        """Return the way forward to a step, given by its id or who acts there, or to the end."""
        ahead = self._ahead(state)
        if goal == SIGNED:
            return ahead
        for count, here in enumerate([state, *(turn.target for turn in ahead)]):
            if self._is(here, goal):
                return ahead[:count]
        raise StoryUnfit(f"{self.definition.id} has no step {goal!r} on the way of {self.values}")

    def _stopped(self, state: str, decision: str, by: str) -> list[Turn]:
        """Return the way to the last step that can decide so, and that decision."""
        ahead = self._ahead(state)
        steps = [state, *(turn.target for turn in ahead)]
        for count in reversed(range(len(steps))):
            if by and not self._is(steps[count], by):
                continue
            for transition in self.definition.leaving(steps[count]):
                if transition.decision == decision:
                    return [*ahead[:count], self._turn(transition)]
        raise StoryUnfit(f"{self.definition.id} has no {decision!r} by {by or 'anybody'}")

    def _ahead(self, state: str) -> list[Turn]:
        """Return the decisions when everybody agrees."""
        states = self.path(self.definition, state, self.values)
        return [self._between(here.id, there.id) for here, there in pairwise(states)]

    def _between(self, here: str, there: str) -> Turn:
        for transition in self.definition.leaving(here):
            if transition.target == there and transition.decision not in (BACK, "reject"):
                return self._turn(transition)
        raise StoryUnfit(f"{self.definition.id} has no way from {here} to {there}")

    def _turn(self, transition: Any) -> Turn:
        state = self.definition.states[transition.source]
        actor = transition.function or (
            state.function if state.actor == "function" else state.actor
        )
        return Turn(
            transition.id, transition.decision, actor, transition.source, transition.target
        )

    def _is(self, state: str, name: str) -> bool:
        found = self.definition.states[state]
        return name in (found.id, found.function)
