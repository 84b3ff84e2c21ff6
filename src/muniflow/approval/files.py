"""Keeps which files a case has, holds fast what was approved, asks again where one changed."""

from Acquisition import aq_parent
from dataclasses import replace
from muniflow import _
from muniflow.approval.acting import state_of
from muniflow.approval.acts import write
from muniflow.approval.entering import show
from muniflow.approval.errors import FileLocked
from muniflow.approval.gates import reopened
from muniflow.approval.lineage import order_over
from muniflow.approval.notices import CHANGED
from muniflow.approval.notices import notify_of
from muniflow.approval.records import FileSeen
from muniflow.approval.records import GIVEN
from muniflow.approval.records import writable_proceedings
from muniflow.approval.standing import locking
from muniflow.core.formats import moment
from muniflow.document.events import IVersionKept
from muniflow.document.interfaces import IFiledDocument
from muniflow.organisation.operations import full_name
from muniflow.registry.interfaces import ICase
from plone import api
from plone.uuid.interfaces import IUUID
from zope.i18nmessageid import Message
from zope.lifecycleevent.interfaces import IObjectRemovedEvent


def case_of(document: IFiledDocument) -> ICase | None:
    """Return the case in which a document is filed."""
    parent = aq_parent(document)
    return parent if ICase.providedBy(parent) else None


def approval_of(case: ICase, document: str) -> object | None:
    """Return the approval that holds a document of a case fast, None when it may change."""
    acts = writable_proceedings(case).acts if getattr(case, "proceedings", None) else ()
    return locking(acts, order_over(case), state_of(case).id, document)


def version_kept(event: IVersionKept) -> None:
    """Enter the new file; refuse it where the old one was approved, ask again where signed.

    Raised in the transaction of the upload, a refusal leaves nothing behind.
    """
    document, case = event.object, case_of(event.object)
    if case is None:
        return
    uid = IUUID(document)
    file = writable_proceedings(case)
    seen = FileSeen(uid, document.title, event.version.number, event.version.sha256)
    known = file.manifest.files.get(uid)
    if known is not None and known.sha256 != seen.sha256:
        _refuse_locked(case, document, uid)
        _ask_again(case, document, uid)
    file.manifest = file.manifest.having(seen)
    # Whoever takes an act back must not take a file with it.
    file.before = None


def _refuse_locked(case: ICase, document: IFiledDocument, uid: str) -> None:
    """Raise FileLocked for a file that an earlier step has approved."""
    approval = approval_of(case, uid)
    if approval is None:
        return
    message = _(
        "error_file_locked",
        default="“${title}” was approved by ${person} (${step}, ${time}) and can no longer "
        "change. The approval can be withdrawn, or the case returned.",
        mapping={
            "title": document.title,
            "person": full_name(approval.person),
            "step": Message(approval.step_name, domain="muniflow"),
            "time": moment(approval.time, api.portal.get_current_language()),
        },
    )
    raise FileLocked(message)


def _ask_again(case: ICase, document: IFiledDocument, uid: str) -> None:
    """Open the sign-offs of the present step that were given on the old file."""
    file = writable_proceedings(case)
    acts = {act.id: act for act in file.acts}
    stale = [
        one.act
        for one in file.progress.signoffs
        if one.verdict == GIVEN and one.act in acts and uid in acts[one.act].files.files
    ]
    if not stale:
        return
    file.progress = replace(file.progress, signoffs=reopened(file.progress.signoffs, stale))
    show(case)
    people = [acts[id_].person for id_ in stale]
    act = write(case, "asked-again", "Ask again", comment=document.title, target=", ".join(people))
    notify_of(case, act, ((CHANGED, person) for person in people))


def document_removed(document: IFiledDocument, event: IObjectRemovedEvent) -> None:
    """Take a document out of the list; one that was approved stays."""
    parent = event.oldParent
    if not ICase.providedBy(parent) or getattr(parent, "proceedings", None) is None:
        return
    file = writable_proceedings(parent)
    uid = IUUID(document)
    if uid in file.manifest.files:
        file.manifest = file.manifest.without(uid)
