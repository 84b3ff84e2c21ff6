"""Sixteen clients register over both stores, against one client of stock Plone that stores files.

Usage: python -m bench.cluster [--rounds 5] [--total 96] [--size 200]
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
from bench.kill import audited
from bench.kill import LISTS
from bench.kill import PAPER
from bench.people import PASSWORD
from bench.registering import Outcome
from bench.registering import register_contract
from bench.registering import Registrar
from bench.registering import run
from bench.servers import running
from bench.stores import FILESTORAGE
from bench.stores import POSTGRESQL
from bench.stores import Store
from bench.stores import store
from bench.work import prepared
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from dataclasses import field
from statistics import median
from urllib.parse import urlsplit

PORTS = {"stock": 8113, FILESTORAGE: 8114, POSTGRESQL: 8140}
CLIENTS = 16
WARM = 48
HEADS = ("", "clients", "per second", "p95 s", "done", "errors")


@dataclass
class Contestant:
    """Somebody who stores something, again and again."""

    name: str
    instance: Instance
    writer: str
    registrar: Registrar
    clients: int
    rates: list[float] = field(default_factory=list)
    whole: Outcome = field(default_factory=Outcome)

    def write(self, total: int, first: int, *, counted: bool = True) -> None:
        """Store so many."""
        outcome = run(
            self.instance,
            self.writer,
            self.registrar,
            clients=self.clients,
            total=total,
            first=first,
        )
        self.whole.add(outcome)
        if counted:
            self.rates.append(outcome.rate)


class Filing:
    """Files a paper in a registered case, which gives it its number: one request."""

    def __init__(self, instance: Instance) -> None:
        self.cases: list[str] = []
        self.uids: list[str] = []
        with Client(instance, muniflow_data.CLERK, PASSWORD) as client:
            for number in range(CLIENTS):
                uid = register_contract(client, number)
                self.uids.append(uid)
                found = client.fetch(f"/{muniflow_data.SITE}/@search?UID={uid}")
                self.cases.append(urlsplit(found.json["items"][0]["@id"]).path)

    def __call__(self, client: Client, number: int) -> str | None:
        """File one paper."""
        paper = {"@type": "FiledDocument", "title": f"Letter {number}", "kind": "letter"}
        filed = client.send(self.cases[number % CLIENTS], paper | _file(number))
        return filed.json["UID"] if filed.status == 201 else None


def store_file(client: Client, number: int) -> str | None:
    """Create a plain File."""
    data = {"@type": "File", "title": f"Letter {number}"} | _file(number)
    created = client.send(stock_data.NEW, data)
    return created.json["UID"] if created.status == 201 else None


def main(argv: Sequence[str] | None = None) -> str:
    """Measure, audit, print and return the tables."""
    args = _arguments(argv)
    WORK.mkdir(parents=True, exist_ok=True)
    head = surroundings(WORK)
    stock = prepared("stock", args.size, PORTS["stock"], name="stock-files", fresh=True)
    stores = {
        # As many threads as may wait, and four for readers.
        FILESTORAGE: _store(FILESTORAGE, args, wsgi_threads=24, db_pool_size=28),
        POSTGRESQL: _store(POSTGRESQL, args),
    }
    with ExitStack() as stack:
        for one in stores.values():
            stack.callback(one.stop)
            one.start()
        stack.enter_context(running(stock))
        peer, ours = _contestants(stock, stores)
        _race([peer, *ours], args)
        found = {kind: _audited(one, ours) for kind, one in stores.items()}
    lines = [head, "", *_report(peer, ours, args), ""]
    lines += [f"{kind} afterwards: {what}" for kind, what in found.items()]
    print("\n".join(lines))
    return "\n".join(lines)


def _store(kind: str, args: Namespace, **settings: object) -> Store:
    return store(kind, PORTS[kind], name="write", size=args.size, **settings)


def _contestants(stock: Instance, stores: dict[str, Store]) -> tuple[Contestant, list[Contestant]]:
    peer = Contestant("stock Plone: a File", stock, stock_data.EDITOR, store_file, 1)
    ours = []
    for kind, one in stores.items():
        clerk, place = muniflow_data.CLERK, one.instance
        filing = Filing(place)
        named = ((f"{kind}: a document", filing), (f"{kind}: a case", register_contract))
        made = [Contestant(name, place, clerk, act, CLIENTS) for name, act in named]
        made[0].whole.acknowledged += filing.uids
        ours += made
    return peer, ours


def _race(contestants: Sequence[Contestant], args: Namespace) -> None:
    """Let them work in turns; all others are idle meanwhile."""
    number = 100_000
    for turn in range(args.rounds + 1):
        for one in contestants:
            total = WARM if turn == 0 else args.total
            one.write(total, number, counted=turn > 0)
            number += total


def _audited(one: Store, ours: Sequence[Contestant]) -> str:
    promised = [u for c in ours if c.instance == one.instance for u in c.whole.acknowledged]
    found = audited(one.instance, promised)
    faults = ", ".join(f"{name}: {len(found[name])}" for name in LISTS)
    return f"{found['registered']} entries; {faults}"


def _report(peer: Contestant, ours: Sequence[Contestant], args: Namespace) -> list[str]:
    lines = [table(HEADS, [_row(one) for one in (peer, *ours)]), ""]
    lines += [f"{one.name}, to stock Plone: {ratio(one.rates, peer.rates)}" for one in ours]
    return [*lines, f"{args.rounds} rounds of {args.total} per line, in turns"]


def _row(one: Contestant) -> tuple[object, ...]:
    return (
        one.name,
        one.clients,
        f"{median(one.rates):.1f}",
        f"{percentile(one.whole.times, 0.95):.2f}",
        len(one.whole.acknowledged),
        one.whole.errors,
    )


def _file(number: int) -> dict[str, object]:
    name = f"letter-{number}.txt"
    return {"file": {"data": PAPER, "encoding": "base64", "filename": name}}


def _arguments(argv: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="bench.cluster", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--total", type=int, default=96)
    parser.add_argument("--size", type=int, default=200, help="what is there before")
    return parser.parse_args(argv)


if __name__ == "__main__":
    main()
