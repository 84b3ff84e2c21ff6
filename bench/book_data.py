"""A site with two registers side by side: one of few entries, one of many."""

from bench import muniflow_data
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from itertools import islice
from muniflow.core import clock
from muniflow.core.lock import writing
from muniflow.registry.book import Book
from muniflow.registry.interfaces import Entry
from muniflow.registry.interfaces import Facts
from muniflow.registry.interfaces import IRegister
from muniflow.registry.operations import open_register
from OFS.Application import Application
from plone import api
from zope.component.hooks import setSite

FEW = 1_000
CASES = 200
BATCH = 2_000
SUBS = 4
"""Documents in each case."""

SMALL, LARGE = "S", "L"
BEGIN = datetime(2026, 1, 2, 8, tzinfo=UTC)
STEP = timedelta(minutes=5)
WORDS = (
    "lakossági",
    "bejelentés",
    "útburkolat",
    "közterület",
    "kérelem",
    "hozzájárulás",
    "fakivágás",
)


def build(app: Application, size: int) -> None:
    """Make a site with cases, a register of a thousand entries and one of ``size``."""
    muniflow_data.build(app, CASES)
    site = app[muniflow_data.SITE]
    setSite(site)
    organisation = site[muniflow_data.ORGANISATION]
    catalog = api.portal.get_tool("portal_catalog")
    uids = [b.UID for b in catalog.unrestrictedSearchResults(portal_type="OutgoingContract")]
    for code, count in ((SMALL, FEW), (LARGE, size)):
        with writing(site):
            register = open_register(organisation, year=clock.today().year, code=code)
        _fill(app, register, count, uids)


def path(code: str) -> str:
    """Return where a register is."""
    place = f"/{muniflow_data.SITE}/{muniflow_data.ORGANISATION}/registers"
    return f"{place}/{clock.today().year}-{code.lower()}"


def _fill(app: Application, register: IRegister, count: int, uids: Sequence[str]) -> None:
    waiting = entries(register.book, uids)
    for first in range(0, count, BATCH):
        with writing(api.portal.get()):
            for entry in islice(waiting, min(BATCH, count - first)):
                register.book.enter(entry)
        app._p_jar.cacheMinimize()


def entries(book: Book, uids: Sequence[str] = ("",)) -> Iterator[Entry]:
    """Yield entries for a book without end: a case, then its documents."""
    serial = 0
    while True:
        main = book.next_main()
        for sub in (0, *(book.next_sub(main) for _ in range(SUBS))):
            yield _entry(serial, main, sub, uids[main % len(uids)])
            serial += 1


def _entry(serial: int, main: int, sub: int, uid: str) -> Entry:
    words = " ".join(WORDS[(main + n * n) % len(WORDS)] for n in range(3))
    return Entry(
        main=main,
        sub=sub,
        number=f"ONK/{main}-{sub}/2026" if sub else f"ONK/{main}/2026",
        uid=uid,
        title=f"{words} {main % 4999}",
        kind="FiledDocument" if sub else "OutgoingContract",
        partners="",
        time=(BEGIN + serial * STEP).isoformat(),
        actor="records",
        facts=Facts(
            direction=("incoming", "outgoing", "internal")[serial % 3],
            partner=f"Partner {main % 2500} Kft.",
            address="2120 Dunakeszi, Fő út 25.",
            reference=f"P-{serial % 7919}/2026",
        ),
        unit=f"unit-{main % 4}",
        handler=f"clerk-{main % 4}-{main % 5}",
        plan_item=f"U.{main % 40}",
    )
