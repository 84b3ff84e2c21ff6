"""A register as rows: its entries, the names of what they say by id, the files behind them."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from muniflow.core import clock
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.operations import components_of
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import unit_title
from muniflow.registry.exports.parts import Beside
from muniflow.registry.exports.parts import FileHash
from muniflow.registry.exports.parts import row
from muniflow.registry.exports.rows import clean
from muniflow.registry.exports.rows import HEAD
from muniflow.registry.exports.rows import Values
from muniflow.registry.exports.rows import VERSION
from muniflow.registry.interfaces import Entry
from muniflow.registry.interfaces import IRegister
from muniflow.registry.live import live
from muniflow.registry.showing import is_veiled
from muniflow.registry.showing import shown
from muniflow.registry.showing import Viewer
from plone import api
from zope.i18n import translate

PART = 500
"""Entries for which the catalog is asked at once."""


def head(register: IRegister, *, count: int, person: str, selection: str = "") -> Values:
    """Return the head of an export made now."""
    organisation = organisation_of(register)
    values = {
        "version": VERSION,
        "organisation": organisation.getId(),
        "organisation_title": organisation.title,
        "organisation_code": organisation.code,
        "register": register.getId(),
        "title": register.title,
        "year": register.year,
        "code": register.code,
        "opened": register.opened,
        "opened_by": register.opened_by,
        "closed": register.closed,
        "closed_by": register.closed_by,
        "closed_because": register.closed_because,
        "last": register.book.last,
        "count": count,
        "selection": selection,
        "exported": clock.now().isoformat(),
        "exported_by": person,
    }
    return {name: clean(values[name]) for name in HEAD}


def rows(
    register: IRegister, entries: Iterable[Entry], viewer: Viewer, language: str = ""
) -> Iterator[Values]:
    """Yield entries as rows, as their viewer may see them."""
    around = _Around(register, language)
    waiting = iter(entries)
    while part := list(islice(waiting, PART)):
        yield from around.rows(part, viewer)


class _Around:
    """The names that rows say beside the ids, each looked up once."""

    def __init__(self, register: IRegister, language: str) -> None:
        self._register = register
        organisation = organisation_of(register)
        types = api.portal.get_tool("portal_types")
        self._kinds = {
            fti.getId(): translate(fti.Title(), target_language=language or None)
            for fti in types.objectValues()
        }
        self._person = cache(lambda person: full_name(person) if person else "")
        self._unit = cache(lambda unit: unit_title(organisation, unit) if unit else "")

    def rows(self, entries: list[Entry], viewer: Viewer) -> Iterator[Values]:
        """Yield a part of the entries as rows."""
        catalog = api.portal.get_tool("portal_catalog")
        brains = {
            b.UID: b for b in catalog.unrestrictedSearchResults(UID=[e.uid for e in entries])
        }
        for entry in entries:
            brain = None if is_veiled(entry, viewer) else brains.get(entry.uid)
            yield row(shown(entry, viewer), self._beside(shown(entry, viewer), brain))

    def _beside(self, entry: Entry, brain: object) -> Beside:
        beside = Beside(
            actor_name=self._person(entry.actor),
            handler_name=self._person(entry.handler),
            void_actor_name=self._person(entry.void.actor) if entry.void else "",
            unit_title=self._unit(entry.unit),
            kind_title=self._kinds.get(entry.kind, entry.kind),
            subs=0 if entry.sub else self._register.book.last_sub(entry.main),
        )
        if brain is None:
            return beside
        if isinstance(brain.open_case, bool):
            now = live(brain)
            due = now.due.isoformat() if now.due else ""
            return replace(beside, deadline=due, settled=now.settled)
        return replace(beside, files=tuple(_files(brain)))


def _files(brain: object) -> Iterator[FileHash]:
    document = brain._unrestrictedGetObject()
    if IFiledDocument.providedBy(document):
        for component in components_of(document):
            for record in component.versions:
                known = (record.size, record.sha256, record.filename or "")
                yield FileHash(component.number, record.number, *known)
