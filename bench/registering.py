"""Registering over REST, by one client or by several at once."""

from bench import muniflow_data
from bench import stock_data
from bench.client import Client
from bench.instances import Instance
from bench.people import PASSWORD
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from http.client import HTTPException
from itertools import count
from threading import Event
from threading import Thread
from urllib.parse import urlsplit

import time

SUBMIT = "submit-to-head-of-unit-approval"
PUBLISH = "publish"

Registrar = Callable[[Client, int], str | None]


@dataclass
class Outcome:
    """What became of a number of registrations."""

    seconds: float = 0.0
    acknowledged: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    errors: int = 0

    @property
    def rate(self) -> float:
        """Registrations per second that were acknowledged."""
        return len(self.acknowledged) / self.seconds

    def add(self, other: "Outcome") -> None:
        """Count another outcome in."""
        self.seconds += other.seconds
        self.acknowledged += other.acknowledged
        self.times += other.times
        self.errors += other.errors


def register_contract(client: Client, number: int) -> str | None:
    """Start a contract and submit it, which gives it its number; return its UID."""
    place = muniflow_data.cases_path(date.today().year)
    return _created_and_passed(client, place, new_contract(number), SUBMIT)


def new_contract(number: int) -> dict[str, object]:
    """Return what is sent to start a contract of the clerk."""
    data = {name: _plain(value) for name, value in muniflow_data.values(number).items()}
    return data | {
        "@type": "OutgoingContract",
        "unit": "unit-0",
        "responsible": muniflow_data.CLERK,
    }


def publish_document(client: Client, number: int) -> str | None:
    """Create a document and publish it: as many requests as a registration takes."""
    data = {
        "@type": "Document",
        "title": f"Document number {number}",
        "description": "What it is about, in a few words.",
        "text": {"data": stock_data.BODY, "content-type": "text/html"},
    }
    return _created_and_passed(client, stock_data.NEW, data, PUBLISH)


def run(
    instance: Instance, user: str, registrar: Registrar, *, clients: int, total: int, first: int
) -> Outcome:
    """Let clients register ``total`` matters between them."""
    numbers = count(first)
    jobs = iter([next(numbers) for _ in range(total)])
    parts = [Outcome() for _ in range(clients)]
    threads = [Thread(target=_work, args=(instance, user, registrar, jobs, p)) for p in parts]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = Outcome()
    for part in parts:
        whole.add(part)
    whole.seconds = time.perf_counter() - begun
    return whole


class Reader:
    """Reads one page again and again until told to stop."""

    def __init__(self, instance: Instance, user: str, path: str, pause: float = 0.05) -> None:
        self.times: list[float] = []
        self._stop = Event()
        self._job = (instance, user, path, pause)
        self._thread = Thread(target=self._read)

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _read(self) -> None:
        instance, user, path, pause = self._job
        with Client(instance, user, PASSWORD) as client:
            while not self._stop.wait(pause):
                self.times.append(client.get(path).seconds * 1000)


def _work(
    instance: Instance, user: str, registrar: Registrar, jobs: Iterator[int], outcome: Outcome
) -> None:
    with Client(instance, user, PASSWORD) as client:
        for number in jobs:
            begun = time.perf_counter()
            try:
                uid = registrar(client, number)
            except (OSError, HTTPException):
                uid = None
            if uid is None:
                outcome.errors += 1
            else:
                outcome.acknowledged.append(uid)
                outcome.times.append(time.perf_counter() - begun)


def _created_and_passed(
    client: Client, place: str, data: dict[str, object], transition: str
) -> str | None:
    created = client.send(place, data)
    if created.status != 201:
        return None
    path = urlsplit(created.json["@id"]).path
    passed = client.send(f"{path}/@workflow/{transition}", {})
    return created.json["UID"] if passed.status == 200 else None


def _plain(value: object) -> object:
    return value if isinstance(value, (str, bool, int)) else _listed(value)


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else str(value)
