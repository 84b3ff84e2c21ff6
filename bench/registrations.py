"""How many registrations a second, with one and with eight clients, against stock Plone.

Usage: python -m bench.registrations [--rounds 5] [--total 48] [--size 200]
"""

from argparse import ArgumentParser
from argparse import Namespace
from bench import muniflow_data
from bench import stock_data
from bench.client import Client
from bench.figures import percentile
from bench.figures import ratio
from bench.figures import surroundings
from bench.figures import table
from bench.instances import Instance
from bench.instances import WORK
from bench.pages import contract_path
from bench.people import PASSWORD
from bench.registering import Outcome
from bench.registering import publish_document
from bench.registering import Reader
from bench.registering import register_contract
from bench.registering import Registrar
from bench.registering import run
from bench.servers import running
from bench.work import prepared
from bench.work import verified
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from statistics import median

import time

STOCK_PORT = 8113
MUNIFLOW_PORT = 8114
CLIENTS = (1, 8)
IDLE = 3.0
WARM = 32

HEADS = ("", "clients", "per second", "p95 s", "done", "errors", "reader idle p95", "reader p95")


@dataclass
class Side:
    """One contestant with its outcomes."""

    name: str
    instance: Instance
    writer: str
    registrar: Registrar
    reader: tuple[str, str]
    rates: dict[int, list[float]] = field(default_factory=lambda: {n: [] for n in CLIENTS})
    sums: dict[int, Outcome] = field(default_factory=lambda: {n: Outcome() for n in CLIENTS})
    reads: dict[int, list[float]] = field(default_factory=lambda: {n: [] for n in (0, *CLIENTS)})

    def rest(self) -> None:
        """Read while nobody writes."""
        with Reader(self.instance, *self.reader) as reader:
            time.sleep(IDLE)
        self.reads[0] += reader.times

    def write(self, clients: int, total: int, first: int) -> None:
        """Register with so many clients while somebody reads."""
        with Reader(self.instance, *self.reader) as reader:
            outcome = run(
                self.instance,
                self.writer,
                self.registrar,
                clients=clients,
                total=total,
                first=first,
            )
        self.rates[clients].append(outcome.rate)
        self.sums[clients].add(outcome)
        self.reads[clients] += reader.times


def main(argv: Sequence[str] | None = None) -> str:
    """Measure, check the database, print and return the tables."""
    args = _arguments(argv)
    WORK.mkdir(parents=True, exist_ok=True)
    head = surroundings(WORK)
    stock = prepared("stock", args.size, STOCK_PORT, name="stock-write", fresh=True)
    muniflow = prepared("muniflow", args.size, MUNIFLOW_PORT, name="muniflow-write", fresh=True)
    with running(stock, muniflow):
        sides = _sides(stock, muniflow)
        _race(sides, args)
    acknowledged = [uid for n in CLIENTS for uid in sides[0].sums[n].acknowledged]
    found = verified(muniflow, acknowledged)
    text = "\n".join((head, "", *_report(sides, args), "", _faults(found)))
    print(text)
    return text


def _sides(stock: Instance, muniflow: Instance) -> tuple[Side, Side]:
    with Client(muniflow, muniflow_data.HEAD, PASSWORD) as client:
        contract = contract_path(muniflow, client)
    return (
        Side(
            "muniflow: start + submit",
            muniflow,
            muniflow_data.CLERK,
            register_contract,
            (muniflow_data.HEAD, contract),
        ),
        Side(
            "stock Plone: create + publish",
            stock,
            stock_data.EDITOR,
            publish_document,
            (stock_data.EDITOR, stock_data.PAGE),
        ),
    )


def _race(sides: Sequence[Side], args: Namespace) -> None:
    """Run the contestants in turns; one is idle while the other one works."""
    number = 100_000
    for side in sides:
        # Every thread of the server has caches of its own to fill.
        run(side.instance, side.writer, side.registrar, clients=8, total=WARM, first=number)
        number += WARM
    for _ in range(args.rounds):
        for side in sides:
            side.rest()
            for clients in CLIENTS:
                side.write(clients, args.total, number)
                number += args.total


def _report(sides: tuple[Side, Side], args: Namespace) -> list[str]:
    ours, theirs = sides
    rows = [_row(side, clients) for side in sides for clients in CLIENTS]
    lines = [table(HEADS, rows), ""]
    for clients in CLIENTS:
        lines.append(
            f"ours to theirs, {clients} client(s): "
            f"{ratio(ours.rates[clients], theirs.rates[clients])}"
        )
    for side in sides:
        lines.append(f"8 clients to 1, {side.name}: {ratio(side.rates[8], side.rates[1])}")
        slower = percentile(side.reads[8], 0.95) / percentile(side.reads[0], 0.95)
        lines.append(f"reader's p95 while 8 write to idle, {side.name}: {slower:.1f}")
    lines.append(
        f"{args.rounds} rounds of {args.total} registrations (two requests each) per line, in"
        " turns; the reader asks for a contract or a document page all the while"
    )
    return lines


def _row(side: Side, clients: int) -> tuple[object, ...]:
    outcome = side.sums[clients]
    return (
        side.name,
        clients,
        f"{median(side.rates[clients]):.1f}",
        f"{percentile(outcome.times, 0.95):.2f}",
        len(outcome.acknowledged),
        outcome.errors,
        f"{percentile(side.reads[0], 0.95):.0f} ms",
        f"{percentile(side.reads[clients], 0.95):.0f} ms",
    )


def _faults(found: dict[str, int]) -> str:
    return "muniflow's database afterwards: " + ", ".join(f"{k}: {v}" for k, v in found.items())


def _arguments(argv: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="bench.registrations", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--total", type=int, default=48)
    parser.add_argument("--size", type=int, default=200, help="what is there before")
    return parser.parse_args(argv)


if __name__ == "__main__":
    main()
