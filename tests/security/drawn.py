"""Processes drawn by chance out of all that is executed; the same seed gives the same one."""

from collections.abc import Callable
from random import Random
from tests.process.drawings import decision
from tests.process.drawings import DONE
from tests.process.drawings import drawing
from tests.process.drawings import duration
from tests.process.drawings import edge
from tests.process.drawings import event
from tests.process.drawings import flow
from tests.process.drawings import gateway
from tests.process.drawings import MESSAGE
from tests.process.drawings import parallel
from tests.process.drawings import REFUSED
from tests.process.drawings import START
from tests.process.drawings import task
from tests.process.drawings import WITHDRAWN

FUNCTIONS = ("head", "legal", "finance", "signatory")
DUTIES = {"finance": "countersign", "signatory": "commit"}
MANY = "<multiInstanceLoopCharacteristics />"
COMMENT = ' muniflow:comment="required"'


class Sketch:
    """A drawing under way: every block leads to the next by the id it is given."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.parts: list[str] = []
        self.lanes: dict[str, list[str]] = {"clerk": ["a"]}
        self.number = 0

    def id(self, prefix: str) -> str:
        """Return an id that nothing has yet."""
        self.number += 1
        return f"{prefix}{self.number}"

    def step(self, more: str = "", inside: str = "") -> str:
        """Draw a step of some function and return its id."""
        id_, function = self.id("t"), self.chance.choice(FUNCTIONS)
        duty = DUTIES.get(function) if self.chance.random() < 0.5 else None
        if duty:
            more += f' muniflow:duty="{duty}"'
        self.lanes.setdefault(function, []).append(id_)
        self.parts.append(task(id_, f"Step {self.number}", more, inside))
        return id_

    def ways(self, step: str, onward: str) -> None:
        """Draw the decisions of a step: on, and some of back and refuse."""
        here = self.id("x")
        self.parts += [gateway(here), flow(step, here)]
        self.parts.append(flow(here, onward, "Agree", decision("approve")))
        if self.chance.random() < 0.7:
            self.parts.append(flow(here, "a", "Return", decision("return") + COMMENT))
        if self.chance.random() < 0.7:
            self.parts.append(flow(here, "no", "Refuse", decision("reject")))

    def single(self, onward: str) -> str:
        """Draw one step."""
        more = 'muniflow:from="2000000"' if self.chance.random() < 0.4 else ""
        step = self.step(more)
        self.ways(step, onward)
        return step

    def late(self, onward: str) -> str:
        """Draw a step that is left when a day has come."""
        step = self.single(onward)
        clock = self.id("w")
        self.parts += [
            edge(clock, step, "timer", "Too late", inside=duration("P5D")),
            flow(clock, "no"),
        ]
        return step

    def several(self, onward: str) -> str:
        """Draw a parallel step."""
        needed = self.chance.choice(("", 'muniflow:needed="1"'))
        refusal = self.chance.choice(("", ' muniflow:refusal="waits"'))
        split, join = self.id("s"), self.id("j")
        self.parts += [parallel(split, f"Review {split}", needed + refusal), parallel(join)]
        for _branch in range(self.chance.choice((2, 3))):
            step = self.step()
            self.parts.append(flow(split, step))
            self.ways(step, join)
        self.parts.append(flow(join, onward))
        return split

    def council(self, onward: str) -> str:
        """Draw a step that each holder of a function signs."""
        needed = self.chance.choice(("", 'muniflow:needed="1"'))
        refusal = self.chance.choice(("", ' muniflow:refusal="waits"'))
        step = self.step(needed + refusal, MANY)
        self.ways(step, onward)
        return step

    def fork(self, onward: str) -> str:
        """Draw a step that applies from some amount on, behind a gateway."""
        here, step = self.id("g"), self.step()
        limit = self.chance.choice((500_000, 3_000_000))
        self.parts += [
            gateway(here, more=f'default="{here}-{step}"'),
            flow(here, step),
            flow(here, onward, when=f"amount &lt; {limit}"),
        ]
        self.ways(step, onward)
        return here

    def waiting(self, onward: str) -> str:
        """Draw a wait for a day or for a message."""
        here = self.id("e")
        kind = self.chance.choice(("timer", "message"))
        inside = duration("P2D") if kind == "timer" else ""
        tag = "intermediateCatchEvent"
        self.parts += [event(tag, here, kind, f"Wait {here}", inside=inside), flow(here, onward)]
        return here


BLOCKS = ("single", "late", "several", "council", "fork", "waiting")


def generated(seed: int, name: str) -> bytes:
    """Return the drawing of a seed: a draft, three to five blocks and the ends."""
    sketch = Sketch(seed)
    onward = "done"
    for _block in range(sketch.chance.randint(3, 5)):
        draw: Callable[[str], str] = getattr(sketch, sketch.chance.choice(BLOCKS))
        onward = draw(onward)
    anywhere = sketch.chance.choice(("anywhere", "drawn"))
    text = drawing(
        START,
        task("a", "Draft", 'muniflow:actor="responsible" muniflow:edit="actors"'),
        gateway("xa"),
        flow("start", "a"),
        flow("a", "xa"),
        flow("xa", onward, "Send", decision("submit") + ' muniflow:register="true"'),
        flow("xa", "off", "Withdraw", decision("withdraw")),
        DONE,
        REFUSED,
        WITHDRAWN,
        *sketch.parts,
        lanes={function: " ".join(ids) for function, ids in sketch.lanes.items()},
        process=f'muniflow:withdraw="{anywhere}"',
        before=MESSAGE,
    )
    text = text.replace('<process id="p" name="Test"', f'<process id="{name}" name="{name}"')
    return text.replace('muniflow:for="TestCase"', 'muniflow:for="OutgoingContract"').encode()
