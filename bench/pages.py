"""How long the desk and a contract take, against what stock Plone has in their place.

Usage: python -m bench.pages [--sizes 200 10000] [--rounds 7] [--requests 10] [--fresh]
"""

from argparse import ArgumentParser
from argparse import Namespace
from bench import muniflow_data
from bench import stock_data
from bench.client import Answer
from bench.client import Client
from bench.figures import percentile
from bench.figures import ratio
from bench.figures import surroundings
from bench.figures import table
from bench.instances import Instance
from bench.instances import WORK
from bench.people import PASSWORD
from bench.servers import running
from bench.work import prepared
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from statistics import median
from urllib.parse import urlsplit

STOCK_PORT = 8111
MUNIFLOW_PORT = 8112
WARM = 5

HEADS = (
    "page",
    "stored",
    "median ms",
    "p95 ms",
    "KB",
    "loads",
    "peer",
    "median ms",
    "KB",
    "ratio (range)",
)


@dataclass
class Course:
    """One page, asked again and again by one person."""

    name: str
    client: Client
    path: str
    rounds: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    last: Answer | None = None

    def ask(self) -> float:
        """Ask once; return the milliseconds the server took."""
        self.last = self.client.get(self.path)
        if self.last.status != 200:
            raise RuntimeError(f"{self.path} answers {self.last.status}")
        return self.last.server_ms

    def close_round(self, times: list[float]) -> None:
        """Keep the median of a round."""
        self.rounds.append(median(times))
        self.times.extend(times)

    @property
    def kilobytes(self) -> int:
        """The size of the page."""
        return round(len(self.last.body) / 1024)


def main(argv: Sequence[str] | None = None) -> str:
    """Measure, print and return the table."""
    args = _arguments(argv)
    WORK.mkdir(parents=True, exist_ok=True)
    lines = [surroundings(WORK), ""]
    rows = [row for size in args.sizes for row in measured(size, args)]
    lines += [table(HEADS, rows), ""]
    lines.append(
        f"Server time from PubStart to PubSuccess, {args.rounds} rounds of {args.requests} "
        "requests, ours and the peer's in turns; ratio: medians of the rounds."
    )
    text = "\n".join(lines)
    print(text)
    return text


def measured(size: int, args: Namespace) -> Iterator[tuple[object, ...]]:
    """Yield the rows for one size."""
    stock = prepared("stock", size, STOCK_PORT, fresh=args.fresh)
    muniflow = prepared("muniflow", size, MUNIFLOW_PORT, fresh=args.fresh)
    with (
        running(stock, muniflow),
        Client(muniflow, muniflow_data.HEAD, PASSWORD) as head,
        Client(stock, stock_data.EDITOR, PASSWORD) as editor,
        Client(stock, stock_data.MEMBER, PASSWORD) as member,
    ):
        contract = contract_path(muniflow, head)
        for ours, path, theirs, peer in (
            ("desk", muniflow_data.DESK, "folder of 200", stock_data.LISTING),
            ("contract", contract, "document", stock_data.PAGE),
        ):
            for who, client in (("an editor", editor), ("a reader", member)):
                pair = Course(ours, head, path), Course(f"{theirs}, {who}", client, peer)
                race(*pair, rounds=args.rounds, requests=args.requests)
                yield _row(size, *pair)


def race(one: Course, other: Course, *, rounds: int, requests: int) -> None:
    """Ask both in turns, so that whatever else the machine does meets both."""
    for _ in range(WARM):
        one.ask()
        other.ask()
    for _ in range(rounds):
        ours, theirs = [], []
        for _ in range(requests):
            ours.append(one.ask())
            theirs.append(other.ask())
        one.close_round(ours)
        other.close_round(theirs)


def contract_path(instance: Instance, client: Client) -> str:
    """Return the path of a contract that waits for the person on the desk."""
    answer = client.fetch(
        f"/{muniflow_data.SITE}/@search?portal_type=OutgoingContract"
        "&review_state=head-of-unit-approval&sort_on=created&b_size=1"
    )
    return urlsplit(answer.json["items"][0]["@id"]).path


def _row(size: int, ours: Course, peer: Course) -> tuple[object, ...]:
    return (
        ours.name,
        size,
        f"{median(ours.rounds):.0f}",
        f"{percentile(ours.times, 0.95):.0f}",
        ours.kilobytes,
        ours.last.loads,
        peer.name,
        f"{median(peer.rounds):.0f}",
        peer.kilobytes,
        ratio(ours.rounds, peer.rounds),
    )


def _arguments(argv: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="bench.pages", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 10_000])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=10)
    parser.add_argument("--fresh", action="store_true", help="build the data anew")
    return parser.parse_args(argv)


if __name__ == "__main__":
    main()
