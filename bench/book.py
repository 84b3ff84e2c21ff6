"""The page of a register with 100,000 entries against one with 1,000, and what the index costs.

Usage: python -m bench.book [--entries 100000] [--rounds 7] [--requests 5] [--fresh]
"""

from argparse import ArgumentParser
from argparse import Namespace
from bench import book_data
from bench.client import Client
from bench.figures import ratio
from bench.figures import surroundings
from bench.figures import table
from bench.instances import WORK
from bench.people import PASSWORD
from bench.servers import running
from bench.turns import Act
from bench.turns import expect
from bench.turns import in_turns
from bench.work import prepared
from bench.work import python
from collections.abc import Sequence
from functools import partial
from statistics import median
from tempfile import TemporaryDirectory

import json

PORT = 8125
AT_MOST = 1.5
READER = "records"

QUESTIONS = {
    "first page": "",
    "last page": "b_start:int={last}",
    "one case": "text=123",
    "two words": "text=utburkolat+partner",
    "a unit": "unit=unit-1",
    "a unit, by title": "unit=unit-1&sort=title",
    "by partner": "sort=partner",
    "a day": "since=2026-01-03&until=2026-01-03",
}
HEADS = ("page", "entries", "median ms", "of", "median ms", "ratio (range)")


def main(argv: Sequence[str] | None = None) -> str:
    """Measure, print and return the tables."""
    args = _arguments(argv)
    WORK.mkdir(parents=True, exist_ok=True)
    head = surroundings(WORK)
    made = prepared("book", args.entries, args.port, fresh=args.fresh)
    with running(made), Client(made, READER, PASSWORD) as client:
        rows = [_row(name, asked, client, args) for name, asked in QUESTIONS.items()]
    text = "\n".join((head, "", table(HEADS, rows), "", _explained(args), "", _cost(args)))
    print(text)
    return text


def _row(name: str, asked: str, client: Client, args: Namespace) -> tuple[object, ...]:
    many = _asking(client, book_data.LARGE, asked, args.entries)
    few = _asking(client, book_data.SMALL, asked, book_data.FEW)
    ours, others = in_turns(many, few, rounds=args.rounds, times=args.requests)
    counts = f"{args.entries:,}", f"{book_data.FEW:,}"
    measured = f"{median(ours):.0f}", f"{median(others):.0f}"
    return name, counts[0], measured[0], counts[1], measured[1], ratio(ours, others)


def _asking(client: Client, code: str, asked: str, count: int) -> Act:
    path = f"{book_data.path(code)}?{asked.format(last=count - 100)}"
    return partial(_ask, client, path)


def _ask(client: Client, path: str) -> float:
    return expect(client.get(path), 200).server_ms


def _explained(args: Namespace) -> str:
    return (
        f"Server time of one page of 100 rows as the records officer, {args.rounds} rounds of "
        f"{args.requests} requests in turns, both registers in one site. Wanted of the first "
        f"page: ≤ {AT_MOST}. Some questions fill no page of the smaller register."
    )


def _cost(args: Namespace) -> str:
    """Say what the index costs an entry."""
    with TemporaryDirectory(dir=WORK) as folder:
        told = python("bench.entering", folder, str(args.entries), str(args.rounds))
    found = json.loads(told.splitlines()[-1])
    kept, plain = found["index"], found["plain"]
    return (
        f"An entry in a register of {args.entries:,}, each in its transaction, takes "
        f"{kept['ms']:.2f} ms of the processor and {kept['bytes'] / 1024:.0f} KB with the index, "
        f"{plain['ms']:.2f} ms and {plain['bytes'] / 1024:.0f} KB without: "
        f"{kept['ms'] - plain['ms']:.2f} ms more for each registration."
    )


def _arguments(argv: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="bench.book", description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=5)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--fresh", action="store_true", help="build the data anew")
    return parser.parse_args(argv)


if __name__ == "__main__":
    main()
