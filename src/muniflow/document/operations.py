"""The verbs of the domain: file a document, add components and versions, read old ones."""

from muniflow.document.checking import check_now as check_now
from muniflow.document.integrity import checked as checked
from muniflow.document.integrity import integrity_findings as integrity_findings
from muniflow.document.integrity import last_round as last_round
from muniflow.document.integrity import round_under_way as round_under_way
from muniflow.document.interfaces import Component
from muniflow.document.interfaces import IDocumentHolder
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.interfaces import MAIN
from muniflow.document.keeping import keep_component
from muniflow.document.keeping import keep_main
from muniflow.document.reading import component_of as component_of
from muniflow.document.reading import components_of as components_of
from muniflow.document.reading import file_of as file_of
from muniflow.document.reading import has_preview as has_preview
from muniflow.document.rules import check_comment
from muniflow.document.rules import check_file
from muniflow.document.rules import title_from
from muniflow.document.status import against_change as against_change
from muniflow.document.status import approve as approve
from muniflow.document.status import changed_again
from muniflow.document.status import check_changeable
from muniflow.document.status import finalise as finalise
from muniflow.document.status import mark_dispatched as mark_dispatched
from muniflow.document.status import withdraw_approval as withdraw_approval
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


def file_document(
    case: IDocumentHolder,
    *,
    title: str,
    filename: str,
    data: bytes,
    kind: str = "other",
    **more: object,
) -> IFiledDocument:
    """File a document in a case; raises NotAFile when there is nothing to file.

    ``more`` are attributes that it has before anybody is told of it.
    """
    check_file(filename, len(data))
    return createContentInContainer(
        case,
        "FiledDocument",
        title=title or title_from(filename),
        kind=kind or "other",
        file=NamedBlobFile(data, filename=filename),
        **more,
    )


def add_version(
    document: IFiledDocument,
    *,
    filename: str,
    data: bytes,
    comment: str = "",
    component: int = MAIN,
) -> IFiledDocument:
    """Give a component a new version; the old ones stay readable.

    Raises FileLocked for a document that was approved or dispatched, UnknownComponent, NotAFile.
    """
    check_file(filename, len(data))
    comment = check_comment(comment)
    known = component_of(document, component)
    check_changeable(document)
    file = NamedBlobFile(data, filename=filename)
    if component == MAIN:
        document.file = file
        keep_version(document, "version-added", comment)
    else:
        keep_component(document, known, file, "version-added", comment)
        changed_again(document)
    notify(ObjectModifiedEvent(document))
    return document


def add_component(
    document: IFiledDocument, *, filename: str, data: bytes, comment: str = ""
) -> Component:
    """Give a document one more component, as an annex; raises what add_version does."""
    check_file(filename, len(data))
    comment = check_comment(comment)
    check_changeable(document)
    new = Component(components_of(document)[-1].number + 1, filename)
    file = NamedBlobFile(data, filename=filename)
    added = keep_component(document, new, file, "component-added", comment)
    changed_again(document)
    notify(ObjectModifiedEvent(document))
    return added


def keep_version(document: IFiledDocument, act: str, comment: str = "") -> None:
    """Save the present main file as a version; raises FileLocked where it may not change."""
    if document.versions:
        check_changeable(document)
    keep_main(document, act, comment)
    changed_again(document)
