"""Clients register, collide and fail; servers are killed at a random moment, again and again.

Usage: python -m bench.kill [--store filestorage|postgresql] [--rounds 50]; ends with 1 when
anything is wrong. Each round is audited from inside: registers, journal, and what was promised.
"""

from argparse import ArgumentParser
from argparse import Namespace
from bench import muniflow_data
from bench.client import Client
from bench.faults.faults import KINDS
from bench.faults.faults import PASSING
from bench.instances import Instance
from bench.people import PASSWORD
from bench.registering import new_contract
from bench.registering import SUBMIT
from bench.stores import chosen
from bench.stores import FILESTORAGE
from bench.stores import POSTGRESQL
from bench.stores import Store
from bench.stores import store
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from http.client import HTTPException
from itertools import count
from random import Random
from threading import Event
from threading import Thread
from urllib.parse import urlsplit

import base64
import sys
import time

PORTS = {FILESTORAGE: 8115, POSTGRESQL: 8140}
CLIENTS = 6
SHARE = 0.4
"""Of the requests that give a number, how many are made to collide or to fail."""

FEWEST, MOST = 2, 24
"""Promises after which the kill comes, and up to LATER seconds more: in the middle of others."""

LATER = 0.5
PATIENCE = 60.0
"""Seconds after which it comes in any event."""

LISTS = (
    "register",
    "journal",
    "book and journal differ",
    "book and catalog differ",
    "acknowledged and lost",
)
# As instance.yaml has it.
ADMIN = "muniflow-demo-1"
PAPER = base64.b64encode(b"A letter about the roads. " * 40).decode()


@dataclass
class Work:
    """What the clients of one round did."""

    random: Random
    numbers: count
    ended: Event = field(default_factory=Event)
    killed: Event = field(default_factory=Event)
    acknowledged: list[str] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def wait_for(self, promises: int) -> None:
        """Return after so many promises."""
        deadline = time.monotonic() + PATIENCE
        while len(self.acknowledged) < promises and time.monotonic() < deadline:
            time.sleep(0.02)

    def fault(self) -> str:
        """Return what is to befall the next request; mostly nothing."""
        return self.random.choice(KINDS) if self.random.random() < SHARE else ""

    def judge(self, status: int, fault: str, wanted: int, text: bytes = b"") -> bool:
        """Count an answer; return True for the promise that all is stored."""
        failed_on_purpose = bool(fault) and fault not in PASSING
        self.counts[fault or "plain"] += 1
        if status == wanted and not failed_on_purpose:
            return True
        if not failed_on_purpose or status != 500:
            self.fail(f"{status} for {fault or 'plain'} {text[:120]!r}")
        return False

    def fail(self, what: str) -> None:
        """Count an error, unless servers are just being killed."""
        if not self.killed.is_set():
            self.errors.append(what)


def main(argv: Sequence[str] | None = None) -> int:
    """Build a small site, torment it for some rounds, and say what was found."""
    args = _arguments(argv)
    random, numbers = Random(args.seed), count(100_000)
    made = store(args.store, args.port or PORTS[args.store])
    promised: list[str] = []
    wrong, sums = 0, Counter()
    made.start()
    try:
        for number in range(1, args.rounds + 1):
            wrong += not _round(made, number, random, numbers, promised, sums)
    finally:
        made.stop()
    print(f"{args.store}: {args.rounds} rounds, {wrong} not clean; {_listed(sums)}", flush=True)
    return 1 if wrong else 0


def _round(
    made: Store, number: int, random: Random, numbers: count, promised: list[str], sums: Counter
) -> bool:
    """Work, kill, start again, audit; return True when all is clean."""
    victims = chosen(made.kills, random)
    work = Work(random, numbers)
    threads = [Thread(target=_client, args=(made.instance, work)) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    work.wait_for(random.randint(FEWEST, MOST))
    time.sleep(random.uniform(0, LATER))
    work.killed.set()
    made.kill(victims)
    work.ended.set()
    made.revive(victims)
    for thread in threads:
        thread.join()
    promised += work.acknowledged
    found = audited(made.instance, promised)
    wrong = {name: found[name] for name in LISTS if found[name]}
    sums += work.counts + Counter(promises=len(work.acknowledged), errors=len(work.errors))
    print(
        f"{number:3} killed {'+'.join(victims)}: {len(work.acknowledged)} promised, "
        f"{found['registered']} entries; {wrong or 'clean'} {work.errors or ''}",
        flush=True,
    )
    return not wrong and not work.errors


def audited(instance: Instance, promised: list[str]) -> dict[str, object]:
    """Return what the server finds in its own database."""
    with Client(instance, "admin", ADMIN) as client:
        answer = client.send(f"/{muniflow_data.SITE}/@@bench-audit", promised)
    if answer.status != 200:
        return {name: [] for name in LISTS} | {"registered": 0, "register": [answer.body[:500]]}
    return answer.json


def _client(instance: Instance, work: Work) -> None:
    """Register contracts, and documents in them, until the round ends."""
    with Client(instance, muniflow_data.CLERK, PASSWORD) as client:
        while not work.ended.is_set():
            try:
                _contract(client, work)
            except (OSError, HTTPException) as error:
                work.fail(repr(error))
                time.sleep(0.1)


def _contract(client: Client, work: Work) -> None:
    place = muniflow_data.cases_path(date.today().year)
    created = client.send(place, new_contract(next(work.numbers)))
    if not work.judge(created.status, "", 201, created.body):
        return
    path = urlsplit(created.json["@id"]).path
    if _submitted(client, work, path):
        work.acknowledged.append(created.json["UID"])
        _document(client, work, path)


def _submitted(client: Client, work: Work, path: str) -> bool:
    """Submit a contract, which gives it its number; what failed on purpose is sent again."""
    while not work.ended.is_set():
        fault = work.fault()
        passed = client.send(f"{path}/@workflow/{SUBMIT}", {}, fault=fault)
        if work.judge(passed.status, fault, 200, passed.body):
            return True
        if not fault:
            return False
    return False


def _document(client: Client, work: Work, path: str) -> None:
    """File a paper in the case, which gives it its number."""
    paper = {
        "@type": "FiledDocument",
        "title": "Letter",
        "kind": "letter",
        "file": {"data": PAPER, "encoding": "base64", "filename": "letter.txt"},
    }
    fault = work.fault()
    filed = client.send(path, paper, fault=fault)
    if work.judge(filed.status, fault, 201, filed.body):
        work.acknowledged.append(filed.json["UID"])


def _listed(sums: Counter) -> str:
    return ", ".join(f"{name}: {number}" for name, number in sums.items())


def _arguments(argv: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="bench.kill", description=__doc__)
    parser.add_argument("--store", choices=PORTS, default=FILESTORAGE)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1, help="decides what comes when")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
