"""Whether processes that others use slow the desk: a site with many of them against one without.

Usage: python -m bench.processes [--processes 1000] [--rounds 7] [--requests 8] [--fresh]
"""

from argparse import ArgumentParser
from argparse import Namespace
from bench import muniflow_data
from bench.client import Client
from bench.figures import ratio
from bench.figures import surroundings
from bench.figures import table
from bench.instances import Instance
from bench.instances import WORK
from bench.pages import contract_path
from bench.people import PASSWORD
from bench.registering import new_contract
from bench.registering import SUBMIT
from bench.servers import running
from bench.turns import decide
from bench.turns import expect
from bench.turns import in_turns
from bench.work import prepared
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from itertools import count
from statistics import median
from urllib.parse import urlsplit

PORT = 8117
NUMBERS = 300_000
AT_MOST = 1.1

HEADS = ("what", "processes", "median ms", "besides the shipped", "median ms", "ratio (range)")


@dataclass
class Site:
    """One contestant: who asks there, and what they started."""

    instance: Instance
    head: Client
    clerk: Client
    contract: str = ""
    started: list[str] = field(default_factory=list)
    numbers: count = field(default_factory=lambda: count(NUMBERS))

    def desk(self) -> float:
        """Ask for the desk."""
        return expect(self.head.get(muniflow_data.DESK), 200).server_ms

    def page(self) -> float:
        """Ask for the page of a contract that waits for the head."""
        return expect(self.head.get(self.contract), 200).server_ms

    def start(self) -> float:
        """Start a contract."""
        place = muniflow_data.cases_path(date.today().year)
        answer = expect(self.clerk.send(place, new_contract(next(self.numbers))), 201)
        self.started.append(urlsplit(answer.json["@id"]).path)
        return answer.server_ms

    def submit(self) -> float:
        """Submit one of those that were started."""
        return decide(self.clerk, self.started.pop(), SUBMIT).server_ms


def main(argv: Sequence[str] | None = None) -> str:
    """Measure, print and return the table."""
    args = _arguments(argv)
    WORK.mkdir(parents=True, exist_ok=True)
    head = surroundings(WORK)
    many = prepared("processes", args.processes, args.port, fresh=args.fresh)
    few = prepared("processes", 0, args.port + 1, fresh=args.fresh)
    with (
        running(many, few),
        Client(many, muniflow_data.HEAD, PASSWORD) as head_there,
        Client(many, muniflow_data.CLERK, PASSWORD) as clerk_there,
        Client(few, muniflow_data.HEAD, PASSWORD) as head_here,
        Client(few, muniflow_data.CLERK, PASSWORD) as clerk_here,
    ):
        pair = Site(many, head_there, clerk_there), Site(few, head_here, clerk_here)
        for site in pair:
            site.contract = contract_path(site.instance, site.head)
        rows = [_row(name, *pair, args) for name in ("desk", "page", "start", "submit")]
    text = "\n".join((head, "", table(HEADS, rows), "", _explained(args)))
    print(text)
    return text


def _row(name: str, many: Site, few: Site, args: Namespace) -> tuple[object, ...]:
    ours, others = in_turns(
        getattr(many, name), getattr(few, name), rounds=args.rounds, times=args.requests
    )
    return (
        name,
        args.processes,
        f"{median(ours):.1f}",
        "none",
        f"{median(others):.1f}",
        ratio(ours, others),
    )


def _explained(args: Namespace) -> str:
    return (
        f"Server time, {args.rounds} rounds of {args.requests} requests in turns; desk and page "
        f"as the head of a unit, start and submit over REST as a clerk. Wanted: ≤ {AT_MOST}."
    )


def _arguments(argv: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="bench.processes", description=__doc__)
    parser.add_argument("--processes", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=8)
    parser.add_argument("--port", type=int, default=PORT, help="and the one after it")
    parser.add_argument("--fresh", action="store_true", help="build the data anew")
    return parser.parse_args(argv)


if __name__ == "__main__":
    main()
