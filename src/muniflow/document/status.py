"""The verbs that bring a document from concept to dispatched, and what holds it fast."""

from muniflow import _
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.formats import moment
from muniflow.document.errors import FileLocked
from muniflow.document.events import StatusChanged
from muniflow.document.interfaces import APPROVED
from muniflow.document.interfaces import CONCEPT
from muniflow.document.interfaces import DISPATCHED
from muniflow.document.interfaces import FINAL
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.interfaces import IFileHold
from muniflow.document.interfaces import StatusSet
from muniflow.document.reading import hashes_of
from muniflow.document.rules import HASH
from muniflow.document.states import check_way
from muniflow.document.states import FIXED
from muniflow.organisation.operations import full_name
from plone import api
from zope.event import notify
from zope.i18nmessageid import Message


def finalise(document: IFiledDocument) -> None:
    """Declare a concept final; raises WrongState for what is further already."""
    if document.status == FINAL:
        return
    check_way(document.title, document.status, FINAL)
    _set(document, FINAL, "document-finalised")


def approve(document: IFiledDocument, *, by: str = "", time: str = "", note: str = "") -> None:
    """Declare a document approved; ``by`` is who decided, the present user by default.

    Raises WrongState for one that is approved or dispatched already.
    """
    check_way(document.title, document.status, APPROVED)
    _set(document, APPROVED, "document-approved", by, time, note)


def withdraw_approval(document: IFiledDocument) -> None:
    """Bring an approved document back to final; one that was dispatched stays so."""
    if document.status == APPROVED:
        _set(document, FINAL, "document-approval-withdrawn")


def mark_dispatched(
    document: IFiledDocument, *, by: str = "", time: str = "", note: str = ""
) -> None:
    """Declare that a document has left the house; ``note`` says how. Done twice, done once."""
    if document.status != DISPATCHED:
        check_way(document.title, document.status, DISPATCHED)
        _set(document, DISPATCHED, "document-dispatched", by, time, note)


def changed_again(document: IFiledDocument) -> None:
    """Make a final document a concept again: one of its components has changed."""
    if document.status == FINAL:
        _set(document, CONCEPT, "document-reopened")


def _set(
    document: IFiledDocument,
    status: str,
    act: str,
    by: str = "",
    time: str = "",
    note: str = "",
) -> None:
    before = document.status
    actor = by or api.user.get_current().getId() or ""
    document.status = status
    document.status_set = StatusSet(status, actor, time or clock.now().isoformat(), note)
    journal.record(
        document,
        act,
        before=before,
        status=status,
        by=actor,
        note=note,
        hash_function=HASH,
        hashes=hashes_of(document),
    )
    notify(StatusChanged(document, before))


def against_change(document: IFiledDocument) -> Message | None:
    """Return why the components can no longer change, with who and when; None while they can."""
    if document.status == DISPATCHED:
        return _said(document, DISPATCHED)
    hold = IFileHold(document, None)
    reason = hold.reason() if hold is not None else None
    if reason is None and document.status in FIXED:
        return _said(document, document.status)
    return reason


def _said(document: IFiledDocument, status: str) -> Message:
    known = document.status_set
    mapping = {
        "person": full_name(known.actor) if known else "–",
        "time": moment(known.time, api.portal.get_current_language()) if known else "–",
    }
    if status == DISPATCHED:
        return _(
            "text_file_dispatched",
            default="It was dispatched by ${person}, ${time}, so it never changes again. What "
            "is new is filed as another document.",
            mapping=mapping,
        )
    return _(
        "text_file_approved",
        default="${person} approved it, ${time}, so it can no longer change.",
        mapping=mapping,
    )


def check_changeable(document: IFiledDocument) -> None:
    """Raise FileLocked, with who and when, for a document that no longer changes."""
    reason = against_change(document)
    if reason is None:
        return
    raise FileLocked(
        _(
            "error_document_locked",
            default="“${title}” cannot change. ${reason}",
            mapping={"title": document.title, "reason": reason},
        )
    )
