"""What the worker does for documents: unpacks containers, asks what files are."""

from collections.abc import Iterator
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
    """Asks the list of PRONOM what the versions are that it was not asked about."""

    title = _("job_identify", default="Formats of files")

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the documents with such versions, a number of them at a time."""
        for document in documents(pending=IDENTIFY):
            path, places = path_of(document), unidentified(document)[:MOST]
            if places:
                first = ".".join(map(str, places[0]))
                values = {"places": tuple(places)}
                yield Item(f"{path} {first} {len(places)}", document.title, path, values)

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether any of them is still not known."""
        document = document_at(site, item)
        return document is not None and bool(self._left(document, item))

    def _left(self, document: IFiledDocument, item: Item) -> list[Place]:
        wanted = set(item.values["places"])
        return [place for place in unidentified(document) if place in wanted]

    def prepare(self, site: object, item: Item) -> dict[Place, Match]:
        """Ask, in a process apart."""
        document = document_at(site, item)
        return {} if document is None else identify(document, self._left(document, item))

    def perform(self, site: object, item: Item, prepared: dict[Place, Match]) -> None:
        """Write down what they are."""
        note(document_at(site, item), prepared)
