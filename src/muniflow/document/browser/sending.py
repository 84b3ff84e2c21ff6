"""Sends the file of a version, whichever component it is of."""

from muniflow.document.errors import UnknownComponent
from muniflow.document.errors import UnknownVersion
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.operations import file_of
from muniflow.document.sniffing import sent_as
from plone.namedfile.utils import set_headers
from plone.namedfile.utils import stream_data
from zExceptions import NotFound
from ZPublisher.HTTPResponse import HTTPResponse


def send(document: IFiledDocument, response: HTTPResponse, component: int, number: int) -> object:
    """Stream a file as a download: as what it is, and never as what a browser would run.

    Raises NotFound when there is no such version.
    """
    try:
        record, file = file_of(document, number, component)
    except (UnknownComponent, UnknownVersion) as problem:
        raise NotFound(f"{component}/{number}") from problem
    set_headers(file, response, filename=record.filename)
    response.setHeader("Content-Type", sent_as(record.media_type, record.content_type))
    response.setHeader("X-Content-Type-Options", "nosniff")
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox")
    return stream_data(file)


def number_in(name: str) -> int:
    """Return the number a path ends in; raises NotFound for anything else."""
    if not (name.isascii() and name.isdigit() and len(name) < 7):
        raise NotFound(name)
    return int(name)
