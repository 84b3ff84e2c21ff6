"""What the worker does for documents: unpacks containers, asks what files are."""

from collections.abc import Iterator
from itertools import islice
from muniflow import _
from muniflow.core.worker.interfaces import Item
from muniflow.core.worker.interfaces import Job
from muniflow.document.identifying import identify
from muniflow.document.identifying import MOST
from muniflow.document.identifying import note
from muniflow.document.identifying import Place
from muniflow.document.identifying import unidentified
from muniflow.document.interfaces import IDENTIFY
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.interfaces import UNPACK
from muniflow.document.interfaces import WAITING
from muniflow.document.pronom import Match
from muniflow.document.unpacking import put_in
from muniflow.document.unpacking import take_out
from muniflow.document.unpacking import Taken
from plone import api

TOGETHER = 10
"""Documents that the list is asked about at once."""


def documents(**query: object) -> Iterator[IFiledDocument]:
    """Yield the documents that a query finds, whoever may see them."""
    for brain in api.portal.get_tool("portal_catalog").unrestrictedSearchResults(**query):
        document = brain._unrestrictedGetObject()
        if IFiledDocument.providedBy(document):
            yield document


def path_of(document: IFiledDocument) -> str:
    """Return where a document is, as the catalog says it."""
    return "/".join(document.getPhysicalPath())


def document_at(site: object, item: Item) -> IFiledDocument | None:
    """Return the document of an item, None when it is gone."""
    found = site.unrestrictedTraverse(item.path, None)
    return found if IFiledDocument.providedBy(found) else None


class Unpack(Job):
    """Unpacks the containers that were filed, each version once."""

    title = _("job_unpack", default="Unpacking containers")

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the containers that are not unpacked."""
        for document in documents(pending=UNPACK):
            path, unpacking = path_of(document), document.unpacking
            if unpacking is not None:
                values = {"version": unpacking.version}
                yield Item(f"{path} {unpacking.version}", document.title, path, values)

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether that version is still to be unpacked."""
        document = document_at(site, item)
        unpacking = document.unpacking if document is not None else None
        waits = unpacking is not None and unpacking.state == WAITING
        return waits and unpacking.version == item.values["version"]

    def prepare(self, site: object, item: Item) -> Taken | None:
        """Unpack into a folder, in a process apart."""
        if not self.is_pending(site, item):
            return None
        document = document_at(site, item)
        return take_out(document, document.unpacking)

    def perform(self, site: object, item: Item, prepared: Taken) -> None:
        """Keep what came out."""
        put_in(document_at(site, item), prepared)


class Identify(Job):
    """Asks the list of PRONOM what the versions are that it was not asked about.

    Several documents at a time: to start the program takes longer than to ask it.
    """

    title = _("job_identify", default="Formats of files")

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the documents with such versions, TOGETHER of them in an item."""
        waiting = ((d, unidentified(d)[:MOST]) for d in documents(pending=IDENTIFY))
        asking = ((document, places) for document, places in waiting if places)
        while some := list(islice(asking, TOGETHER)):
            first = some[0][0]
            known = tuple((path_of(document), tuple(places)) for document, places in some)
            more = f" +{len(some) - 1}" if some[1:] else ""
            key = f"{path_of(first)} {known[0][1][0]} {len(some)}"
            yield Item(key, f"{first.title}{more}", path_of(first), {"known": known})

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether any of them is still not known."""
        return any(places for _document, places in self._left(site, item))

    def _left(self, site: object, item: Item) -> list[tuple[IFiledDocument, list[Place]]]:
        """Return the documents that are there, each with what is not known of it."""
        found = []
        for path, wanted in item.values["known"]:
            document = site.unrestrictedTraverse(path, None)
            if IFiledDocument.providedBy(document):
                left = [place for place in unidentified(document) if place in wanted]
                found.append((document, left))
        return found

    def prepare(self, site: object, item: Item) -> dict[str, dict[Place, Match]]:
        """Ask, in a process apart."""
        left = [(document, places) for document, places in self._left(site, item) if places]
        found = identify(left)
        return {path_of(d): found[number] for number, (d, _places) in enumerate(left)}

    def perform(self, site: object, item: Item, prepared: dict[str, dict[Place, Match]]) -> None:
        """Write down what they are."""
        for document, places in self._left(site, item):
            if places:
                note(document, prepared[path_of(document)])
