"""Auditing the registers of a site: at night, and when somebody asks for it."""

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import datetime
from datetime import time
from datetime import timedelta
from functools import partial
from itertools import islice
from muniflow import _
from muniflow.core import clock
from muniflow.core.worker.interfaces import Item
from muniflow.core.worker.interfaces import Job
from muniflow.core.worker.operations import nudge
from muniflow.document.operations import integrity_findings
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import organisations
from muniflow.registry.audit import Audit
from muniflow.registry.audit import Checked
from muniflow.registry.audit import Finding
from muniflow.registry.audit import Frame
from muniflow.registry.audit import GONE
from muniflow.registry.audit import HASH
from muniflow.registry.audit import LISTED
from muniflow.registry.audit import OTHER_NUMBER
from muniflow.registry.index import Question
from muniflow.registry.interfaces import Entry
from muniflow.registry.interfaces import ICase
from muniflow.registry.interfaces import IRegister
from muniflow.registry.numbers import numbers_of
from muniflow.registry.registers import registers_of
from muniflow.registry.registers import style_of
from muniflow.registry.writing import format_number
from muniflow.registry.writing import prefix_of
from plone import api

JOB = "register-audit"
NIGHT = time(1, 30)
"""When the nightly audit is due, in the server's local time."""

ASKED_AT_ONCE = 500
"""Objects that the catalog is asked for in one query."""


def audit_register(register: IRegister, asked_by: str = "") -> Checked:
    """Look at every entry of a register and at what it stands for; changes nothing."""
    book = register.book
    taken = Audit(frame_of(register))
    found: list[Finding] = []
    total = 0
    for finding in _findings(register, taken):
        total += 1
        if len(found) < LISTED:
            found.append(finding)
    now = clock.now().isoformat()
    return Checked(now, taken.count, book.last, tuple(found), total, asked_by)


def _findings(register: IRegister, taken: Audit) -> Iterator[Finding]:
    entries = register.book.walk()
    while part := list(islice(entries, ASKED_AT_ONCE)):
        for entry in part:
            yield from taken.take(entry)
        yield from object_findings(part)
    yield from taken.close()
    yield from file_findings(register)


def frame_of(register: IRegister) -> Frame:
    """Return what the counters of a register say, and where links into others are looked up."""
    book, organisation = register.book, organisation_of(register)
    write = partial(
        format_number,
        style_of(register),
        code=prefix_of(style_of(register), organisation.code, register.code),
        year=register.year,
    )
    return Frame(
        last=book.last,
        subs=book.last_subs(),
        closed=register.closed,
        count=len(book),
        elsewhere=lambda number: entry_of(organisation, number),
        named=lambda main, sub: write(main=main, sub=sub, document=bool(sub)),
    )


def object_findings(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Yield the entries whose case or document is gone, or says another number of itself."""
    known = {entry.uid: entry for entry in entries}
    catalog = api.portal.get_tool("portal_catalog")
    brains = {b.UID: b for b in catalog.unrestrictedSearchResults(UID=list(known))}
    for uid, entry in known.items():
        brain = brains.get(uid)
        if brain is None:
            yield Finding(GONE, entry.number)
        elif brain.registry_number != entry.number:
            numbers = _numbers(brain._unrestrictedGetObject())
            if entry.number not in numbers:
                yield Finding(OTHER_NUMBER, entry.number, ", ".join(sorted(numbers)))


def file_findings(register: IRegister) -> Iterator[Finding]:
    """Yield the files that are no longer what was filed, as the nightly check of files found."""
    for found in integrity_findings(organisation_of(register)):
        entry = entry_in(register, found.number)
        if entry is not None and entry.uid == found.uid:
            yield Finding(HASH, found.number, found.name)


def _numbers(obj: object) -> set[str]:
    """Return the numbers that an object has or had: a case goes on in another year."""
    had = {n.number for n in numbers_of(obj)} if ICase.providedBy(obj) else set()
    return had | {obj.registry_number}


def entry_of(organisation: IOrganisation, number: str) -> Entry | None:
    """Return the entry of a number in any register of an organisation."""
    found = (entry_in(register, number) for register in registers_of(organisation))
    return next((entry for entry in found if entry is not None), None)


def entry_in(register: IRegister, number: str) -> Entry | None:
    """Return the entry of a number in a register."""
    found = register.book.find(Question(text=number)) if number else ()
    return next((entry for entry in found if entry.number == number), None)


def ask_audit(register: IRegister) -> None:
    """Let the worker audit a register as soon as it can."""
    register.book.audit_wanted = api.user.get_current().getId() or ""
    nudge(JOB)


def is_due(register: IRegister, now: datetime) -> bool:
    """Tell whether a register is to be audited: somebody asked, or it was not since the night."""
    book = register.book
    if book.audit_wanted:
        return True
    local = now.astimezone()
    night = local.replace(hour=NIGHT.hour, minute=NIGHT.minute, second=0, microsecond=0)
    if local < night:
        night -= timedelta(days=1)
    return book.checked is None or datetime.fromisoformat(book.checked.time) < night


class RegisterAudits(Job):
    """Audits registers, outside the write lock; the result is what is kept."""

    title = _("job_register_audit", default="Audit of the registers")

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the registers that are to be audited, those asked for first."""
        now = clock.now()
        found = [r for o in organisations(site) for r in registers_of(o) if is_due(r, now)]
        for register in sorted(found, key=lambda r: not r.book.audit_wanted):
            path = "/".join(register.getPhysicalPath())
            name = f"{organisation_of(register).title} {register.title}"
            yield Item(path, name, path, {"asked_by": register.book.audit_wanted})

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether a register is still to be audited."""
        register = _register(site, item)
        return register is not None and is_due(register, clock.now())

    def prepare(self, site: object, item: Item) -> Checked | None:
        """Audit the register."""
        register = _register(site, item)
        return register and audit_register(register, item.values["asked_by"])

    def perform(self, site: object, item: Item, prepared: Checked) -> None:
        """Keep what was found."""
        book = _register(site, item).book
        book.checked, book.audit_wanted = prepared, ""


def _register(site: object, item: Item) -> IRegister | None:
    found = site.unrestrictedTraverse(item.path, None)
    return found if IRegister.providedBy(found) else None
