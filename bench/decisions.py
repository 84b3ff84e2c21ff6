"""What a decision costs: with many documents in the case, and one by one or all at once.

Usage: python -m bench.decisions [--documents 200] [--rounds 7] [--requests 6] [--batches 3]
"""

from argparse import ArgumentParser
from argparse import Namespace
from bench import decisions_data
from bench import muniflow_data
from bench.batches import Form
from bench.batches import Rest
from bench.batches import Step
from bench.client import Client
from bench.figures import ratio
from bench.figures import surroundings
from bench.figures import table
from bench.instances import WORK
from bench.people import PASSWORD
from bench.registering import SUBMIT
from bench.servers import running
from bench.turns import decide
from bench.turns import in_turns
from bench.turns import paths_by_title
from bench.work import prepared
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from statistics import median

PORT = 8116
RETURN = "return-for-supplement-to-draft-from-head-of-unit-approval"
REASON = "Please complete it."

HEADS = (
    "what",
    "median ms",
    "stores",
    "against",
    "median ms",
    "stores",
    "ratio (range)",
    "wanted",
)
DOCUMENTS_AT_MOST = 1.5
BATCH_AT_LEAST = 5


@dataclass
class People:
    """Who sends cases to and fro: the clerk submits, the head returns."""

    clerk: Client
    head: Client


@dataclass
class Way:
    """One case, submitted and returned again and again."""

    people: People
    path: str
    stores: list[int] = field(default_factory=list)

    def go(self) -> float:
        """Return and submit it; return the milliseconds the server took for one decision."""
        answers = (
            decide(self.people.head, self.path, RETURN, REASON),
            decide(self.people.clerk, self.path, SUBMIT),
        )
        self.stores.append(sum(a.stores for a in answers))
        return sum(a.server_ms for a in answers) / len(answers)

    @property
    def stored(self) -> float:
        """Objects written for one decision."""
        return median(self.stores) / 2


def main(argv: Sequence[str] | None = None) -> str:
    """Measure, print and return the table."""
    args = _arguments(argv)
    WORK.mkdir(parents=True, exist_ok=True)
    head = surroundings(WORK)
    instance = prepared("decisions", args.documents, args.port, fresh=args.fresh)
    with (
        running(instance),
        Client(instance, muniflow_data.CLERK, PASSWORD) as clerk,
        Client(instance, muniflow_data.HEAD, PASSWORD) as head_of_unit,
    ):
        people = People(clerk, head_of_unit)
        rows = [_documents(people, args), *_batches(people, args)]
    text = "\n".join((head, "", table(HEADS, rows), "", _explained(args)))
    print(text)
    return text


def _documents(people: People, args: Namespace) -> tuple[object, ...]:
    """Return the row on a case with documents against an empty one."""
    full, empty = (
        Way(people, *paths_by_title(people.head, title).values())
        for title in (decisions_data.FULL, decisions_data.EMPTY)
    )
    ours, others = in_turns(full.go, empty.go, rounds=args.rounds, times=args.requests)
    return (
        f"decision, {args.documents} documents",
        f"{median(ours):.0f}",
        f"{full.stored:.0f}",
        "the same, no document",
        f"{median(others):.0f}",
        f"{empty.stored:.0f}",
        ratio(ours, others),
        f"≤ {DOCUMENTS_AT_MOST}",
    )


def _batches(people: People, args: Namespace) -> list[tuple[object, ...]]:
    """Return a row for each door on many decisions, one by one against all at once."""
    cases = paths_by_title(people.head, decisions_data.ONE_OF_MANY)
    back = Step("return", RETURN, REASON)
    Rest().at_once(people.head, cases, back)
    there = Step("submit", SUBMIT, "")
    Rest().singly(people.clerk, cases, there)
    doors = (Form(pages=True), Form(pages=False), Rest())
    return [_batch(people, cases, door, (back, there), args.batches) for door in doors]


def _batch(
    people: People, cases: Mapping[str, str], door: Form | Rest, steps: Sequence[Step], rounds: int
) -> tuple[object, ...]:
    """Return the row of one door; each kind of decision is as often taken singly as at once."""
    back, there = steps
    single, batch = [], []
    for number in range(rounds):
        first = (door.singly, door.at_once) if number % 2 else (door.at_once, door.singly)
        taken = {door.singly: 0.0, door.at_once: 0.0}
        for returning, submitting in (first, first[::-1]):
            taken[returning] += returning(people.head, cases, back)
            taken[submitting] += submitting(people.clerk, cases, there)
        single.append(taken[door.singly] / 2)
        batch.append(taken[door.at_once] / 2)
    return (
        f"{len(cases)} decisions one by one, {door.name}",
        f"{median(single):.0f}",
        "",
        "in one batch",
        f"{median(batch):.0f}",
        "",
        ratio(single, batch),
        f"≥ {BATCH_AT_LEAST}",
    )


def _explained(args: Namespace) -> str:
    return (
        f"A case is returned over REST by its head and submitted again, {args.rounds} rounds "
        f"of {args.requests} in turns, server time of one decision; the batch: {args.batches} "
        "rounds, both ways, time until the (last) answer. Stores: objects written."
    )


def _arguments(argv: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="bench.decisions", description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=6)
    parser.add_argument("--batches", type=int, default=3)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--fresh", action="store_true", help="build the data anew")
    return parser.parse_args(argv)


if __name__ == "__main__":
    main()
