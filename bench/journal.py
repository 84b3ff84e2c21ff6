"""What the journal costs of a registration: one server, with the entries and without, in turns.

Usage: python -m bench.journal [--contracts 200] [--rounds 9] [--requests 12] [--fresh]
"""

from argparse import ArgumentParser
from argparse import Namespace
from bench import muniflow_data
from bench.client import Client
from bench.figures import ratio
from bench.figures import surroundings
from bench.figures import table
from bench.instances import instance
from bench.instances import WORK
from bench.people import PASSWORD
from bench.registering import new_contract
from bench.registering import SUBMIT
from bench.servers import running
from bench.silent import HEADER
from bench.turns import Act
from bench.turns import decide
from bench.turns import expect
from bench.turns import in_turns
from bench.work import prepared
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from itertools import count
from statistics import median
from urllib.parse import urlsplit

PORT = 8119
NUMBERS = 500_000
AT_MOST = 1.05
SILENT = "bench.silent"

HEADS = ("what", "with the journal, median ms", "without, median ms", "ratio (range)")


def main(argv: Sequence[str] | None = None) -> str:
    """Measure, print and return the table."""
    args = _arguments(argv)
    WORK.mkdir(parents=True, exist_ok=True)
    head = surroundings(WORK)
    made = prepared("muniflow", args.contracts, args.port, name="journal", fresh=args.fresh)
    made = instance(made.name, args.port, SILENT)
    with running(made), Client(made, muniflow_data.CLERK, PASSWORD) as client:
        numbers = count(NUMBERS)
        acts = [_registration(client, numbers, silent) for silent in (False, True)]
        ours, without = in_turns(*acts, rounds=args.rounds, times=args.requests)
    row = ("registration", f"{median(ours):.1f}", f"{median(without):.1f}", ratio(ours, without))
    text = "\n".join((head, "", table(HEADS, [row]), "", _explained(args)))
    print(text)
    return text


def _registration(client: Client, numbers: Iterator[int], silent: bool) -> Act:
    """Return the act of starting a contract and submitting it, with its entries or without."""
    place = muniflow_data.cases_path(date.today().year)

    def act() -> float:
        client.headers[HEADER] = "1" if silent else ""
        started = expect(client.send(place, new_contract(next(numbers))), 201)
        path = urlsplit(started.json["@id"]).path
        return started.server_ms + decide(client, path, SUBMIT).server_ms

    return act


def _explained(args: Namespace) -> str:
    return (
        f"Server time of starting a contract and submitting it over REST, {args.rounds} rounds "
        f"of {args.requests} in turns; all entries of both requests are left out on the other "
        f"side. Wanted: ≤ {AT_MOST}."
    )


def _arguments(argv: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="bench.journal", description=__doc__)
    parser.add_argument("--contracts", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--requests", type=int, default=12)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--fresh", action="store_true", help="build the data anew")
    return parser.parse_args(argv)


if __name__ == "__main__":
    main()
