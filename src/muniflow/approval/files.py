"""Keeps which files a case has, holds fast what was approved, asks again where one changed."""

from Acquisition import aq_parent
from dataclasses import replace
from muniflow.approval.acting import state_of
from muniflow.approval.acts import write
from muniflow.approval.entering import show
from muniflow.approval.gates import reopened
from muniflow.approval.lineage import order_over
from muniflow.approval.notices import CHANGED
from muniflow.approval.notices import notify_of
from muniflow.approval.records import Act
from muniflow.approval.records import BETWEEN
from muniflow.approval.records import FileSeen
from muniflow.approval.records import GIVEN
from muniflow.approval.records import writable_proceedings
from muniflow.approval.standing import approvals
from muniflow.approval.standing import locking
from muniflow.document.events import IVersionKept
from muniflow.document.interfaces import Component
from muniflow.document.interfaces import CONCEPT
from muniflow.document.interfaces import CONTAINER
from muniflow.document.interfaces import FINAL
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.interfaces import MAIN
from muniflow.document.interfaces import VersionRecord
from muniflow.document.operations import approve
from muniflow.document.operations import withdraw_approval
from muniflow.registry.interfaces import ICase
from muniflow.registry.operations import own_level
from plone.uuid.interfaces import IUUID
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
    """Enter the new file, and ask again where the old one was signed.

    Every component has its line, so what is decided on is each file by its hash. What came
    out of a container asks nobody again: whoever decided saw the container.
    """
    document, case = event.object, case_of(event.object)
    if case is None:
        return
    uid = IUUID(document)
    file = writable_proceedings(case)
    seen = _seen(document, event.component, event.version)
    known = file.manifest.files.get(seen.document)
    other = known is None or known.sha256 != seen.sha256
    if other and uid in file.manifest.files and event.component.source != CONTAINER:
        _ask_again(case, document, uid)
    file.manifest = file.manifest.having(seen)
    # Whoever takes an act back must not take a file with it.
    file.before = None


def _seen(document: IFiledDocument, component: Component, version: VersionRecord) -> FileSeen:
    """Return the line of a component; that of the main one bears the document's own name."""
    uid, title = IUUID(document), document.title
    if component.number != MAIN:
        uid, title = f"{uid}{BETWEEN}{component.number}", f"{title}: {component.name}"
    return FileSeen(uid, title, version.number, version.sha256)


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
    # More people read what happened to the case than see a document with a level of its own.
    name = document.registry_number if own_level(document) else document.title
    act = write(case, "asked-again", "Ask again", comment=name, target=", ".join(people))
    notify_of(case, act, ((CHANGED, person) for person in people))


def settle(case: ICase) -> None:
    """Let the documents of a case be approved where an approval holds them, final where not.

    Asked after every act, and looks at no document but those for which something is new.
    """
    file = writable_proceedings(case)
    held: dict[str, Act] = {}
    for act in approvals(file.acts, order_over(case)):
        if act.step != state_of(case).id and act.files is not None:
            for uid in act.files.files:
                held.setdefault(uid, act)
    now = frozenset(uid for uid in held if BETWEEN not in uid)
    before, file.held = file.held, now
    if now == before:
        return
    for document in case.objectValues():
        uid = IUUID(document, "")
        if uid in now - before and document.status in (CONCEPT, FINAL):
            approve(document, by=held[uid].person, time=held[uid].time)
        elif uid in before - now:
            withdraw_approval(document)


def document_removed(document: IFiledDocument, event: IObjectRemovedEvent) -> None:
    """Take a document out of the list; one that was approved stays."""
    parent = event.oldParent
    if not ICase.providedBy(parent) or getattr(parent, "proceedings", None) is None:
        return
    file = writable_proceedings(parent)
    uid = IUUID(document)
    for known in list(file.manifest.files):
        if known.partition(BETWEEN)[0] == uid:
            file.manifest = file.manifest.without(known)
