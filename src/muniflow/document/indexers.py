"""What the catalog keeps of documents."""

from muniflow.document.identifying import unidentified
from muniflow.document.interfaces import IDENTIFY
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.interfaces import UNPACK
from muniflow.document.interfaces import WAITING
from plone.indexer import indexer


@indexer(IFiledDocument)
def pending(document: IFiledDocument) -> list[str]:
    """What the worker still has to do on the document, so that each job finds its own."""
    found = []
    if document.unpacking is not None and document.unpacking.state == WAITING:
        found.append(UNPACK)
    if unidentified(document):
        found.append(IDENTIFY)
    return found
