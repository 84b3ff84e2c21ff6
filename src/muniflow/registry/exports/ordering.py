"""Exports too big for a page: ordered, made by the worker, fetched by whoever ordered them."""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from muniflow import _
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.worker.interfaces import Item
from muniflow.core.worker.interfaces import Job
from muniflow.core.worker.operations import nudge
from muniflow.organisation.operations import organisations
from muniflow.registry.exports.making import make
from muniflow.registry.exports.making import Wanted
from muniflow.registry.index import Question
from muniflow.registry.interfaces import IRegister
from muniflow.registry.registers import registers_of
from muniflow.registry.showing import viewer_of
from pathlib import Path
from persistent import Persistent
from plone import api
from tempfile import TemporaryDirectory
from ZODB.blob import Blob

import shutil

JOB = "register-exports"
KEPT = timedelta(days=3)
"""How long a file that was made waits for whoever wanted it."""


class Order(Persistent):
    """An export somebody wants, or that was made for them."""

    made: str = ""
    """When it was made, ISO; empty while it waits."""

    blob: Blob | None = None
    size: int = 0
    sha256: str = ""
    """Of the data, as the export itself says."""

    def __init__(
        self, format: str, person: str, language: str, question: Question, selection: str
    ) -> None:
        self.format = format
        self.person = person
        self.language = language
        self.question = question
        self.selection = selection
        self.asked = clock.now().isoformat()

    @property
    def over(self) -> bool:
        """True when the file has waited long enough."""
        return bool(self.made) and clock.now() - datetime.fromisoformat(self.made) > KEPT


@dataclass(frozen=True)
class Made:
    """A file outside the database; its folder goes when this goes."""

    folder: TemporaryDirectory
    path: Path
    sha256: str


def orders(register: IRegister) -> Mapping[str, Order]:
    """Return the orders for a register by their key."""
    return register.book.orders or {}


def orders_of(register: IRegister, person: str) -> list[tuple[str, Order]]:
    """Return the orders of a person with their keys, the newest first."""
    mine = [(key, o) for key, o in orders(register).items() if o.person == person and not o.over]
    return sorted(mine, key=lambda pair: pair[1].asked, reverse=True)


def order(
    register: IRegister, format: str, question: Question, *, language: str, selection: str
) -> None:
    """Let the worker make an export; one of the same format that the person has goes."""
    person = api.user.get_current().getId() or ""
    book = register.book
    if book.orders is None:
        book.orders = OOBTree()
    book.orders[f"{person} {format}"] = Order(format, person, language, question, selection)
    journal.record(register, "register-export-ordered", format=format, selection=selection)
    nudge(JOB)


class Exports(Job):
    """Makes the exports that were ordered, and drops those nobody fetched in time."""

    title = _("job_register_exports", default="Exports of the registers")

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the orders that wait, and those that are over."""
        for organisation in organisations(site):
            for register in registers_of(organisation):
                for key, found in orders(register).items():
                    if not found.made or found.over:
                        path = "/".join(register.getPhysicalPath())
                        title = f"{organisation.title} {register.title} {found.format}"
                        yield Item(f"{path} {key}", title, path, {"key": key})

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether an order waits or is over."""
        _register, found = _order(site, item)
        return found is not None and (not found.made or found.over)

    def prepare(self, site: object, item: Item) -> Made | None:
        """Make the file."""
        register, found = _order(site, item)
        if found is None or found.made:
            return None
        wanted = Wanted(
            found.format,
            found.question,
            viewer_of(register, found.person),
            found.language,
            found.selection,
        )
        folder = TemporaryDirectory(prefix="muniflow-export-")
        path = Path(folder.name) / f"export.{found.format}"
        return Made(folder, path, make(register, wanted, path).sha256)

    def perform(self, site: object, item: Item, prepared: Made | None) -> None:
        """Keep the file, or drop the order."""
        register, found = _order(site, item)
        if prepared is None:
            del register.book.orders[item.values["key"]]
            return
        found.blob = Blob()
        with prepared.path.open("rb") as source, found.blob.open("w") as target:
            shutil.copyfileobj(source, target)
        found.size = prepared.path.stat().st_size
        found.sha256, found.made = prepared.sha256, clock.now().isoformat()


def _order(site: object, item: Item) -> tuple[IRegister | None, Order | None]:
    register = site.unrestrictedTraverse(item.path, None)
    if not IRegister.providedBy(register):
        return None, None
    return register, orders(register).get(item.values["key"])
