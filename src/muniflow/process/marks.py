"""What a drawing shows about its elements: how far a case is, or what has changed."""

from collections import deque
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from muniflow.process.levels import is_off
from muniflow.process.levels import level_of
from muniflow.process.model import Flow
from muniflow.process.model import Model

DONE = "done"
NOW = "now"
NEXT = "next"
OFF = "off"
REFUSED = "refused"
START = "startEvent"


@dataclass(frozen=True, slots=True)
class Mark:
    """What is shown at one element; ``level`` says from which amount a step applies."""

    status: str = ""
    who: str = ""
    since: str = ""
    level: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands below the element."""
        return tuple(filter(None, (self.who, self.since)))


@dataclass(frozen=True, slots=True)
class Stage:
    """One step on the way of a case: its elements in the drawing, the leading one first."""

    elements: tuple[str, ...]
    status: str


def way(model: Model, stages: Sequence[Stage], steps: Collection[str]) -> dict[str, str]:
    """Return the status of every node and flow for a case that takes these stages.

    ``steps`` are the elements at which a case can stand: no way leads through them unseen,
    save those that do not apply to every case. What is not on the way is "off".
    """
    found: dict[str, str] = {}
    before = [node.id for node in model.nodes if node.kind == START and not node.inside]
    found.update(dict.fromkeys(before if stages else (), DONE))
    passed_over = {node.id for node in model.nodes if is_off(node) or level_of(node)}
    routes = _Routes(model, frozenset(steps) - passed_over)
    for stage in stages:
        passed = NEXT if stage.status == NEXT else DONE
        for id_ in routes.between(before, stage.elements):
            if id_ not in passed_over:
                found.setdefault(id_, passed)
        found.update(dict.fromkeys(stage.elements, stage.status))
        before = list(stage.elements)
    everything = [*(node.id for node in model.nodes), *(flow.id for flow in model.flows)]
    return {id_: found.get(id_, OFF) for id_ in everything if id_}


class _Routes:
    """The shortest ways through a drawing."""

    def __init__(self, model: Model, steps: frozenset[str]) -> None:
        self.steps = steps
        self.out: Mapping[str, list[Flow]] = {node.id: [] for node in model.nodes}
        for flow in model.flows:
            self.out.get(flow.source, []).append(flow)

    def between(self, sources: Sequence[str], targets: Sequence[str]) -> Iterator[str]:
        """Yield what lies between two stages, and inside the second one."""
        for source in sources:
            yield from self._shortest(source, frozenset(targets))
        for target in targets[1:]:
            yield from self._shortest(targets[0], frozenset((target,)))

    def _shortest(self, source: str, targets: frozenset[str]) -> Iterator[str]:
        """Yield the flows and nodes from a node to the nearest target, both left out."""
        came: dict[str, Flow | None] = {source: None}
        waiting = deque([source])
        while waiting:
            here = waiting.popleft()
            if here in targets and here != source:
                yield from self._back(came, here)
                return
            if here in self.steps and here != source:
                continue
            for flow in self.out.get(here, ()):
                if flow.target not in came:
                    came[flow.target] = flow
                    waiting.append(flow.target)

    @staticmethod
    def _back(came: Mapping[str, Flow | None], end: str) -> Iterator[str]:
        """Yield the flows back to where the search began, with the nodes in between."""
        flow = came[end]
        while flow is not None:
            yield flow.id
            if came[flow.source] is not None:
                yield flow.source
            flow = came[flow.source]
