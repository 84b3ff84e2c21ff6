"""Corrections: a number withdrawn, a document registered anew in the case it belongs to."""

from Acquisition import aq_base
from muniflow import _
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.document.interfaces import APPROVED
from muniflow.document.interfaces import DISPATCHED
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.interfaces import STATES
from muniflow.document.operations import add_component
from muniflow.document.operations import components_of
from muniflow.document.operations import file_of
from muniflow.organisation.operations import organisation_of
from muniflow.registry.errors import AlreadyVoid
from muniflow.registry.errors import NotRegistered
from muniflow.registry.interfaces import Entry
from muniflow.registry.interfaces import Facts
from muniflow.registry.interfaces import ICase
from muniflow.registry.interfaces import Moved
from muniflow.registry.interfaces import Void
from muniflow.registry.numbers import file_in_case
from muniflow.registry.registers import check_changeable
from muniflow.registry.registers import register_of
from muniflow.registry.rules import check_reason
from plone import api
from plone.uuid.interfaces import IUUID

VOID = "muniflow: Void number"


def void_number(obj: object, *, reason: str) -> Entry:
    """Withdraw the number of a case or document; it stays in the book, marked void.

    Raises ReasonMissing, NotRegistered, AlreadyVoid, or RegisterClosed: a closed book does
    not change.
    """
    text = check_reason(reason)
    _check_valid(obj)
    register = register_of(obj)
    check_changeable(register)
    void = Void(text, api.user.get_current().getId() or "", clock.now().isoformat())
    entry = register.book.void(obj.registry_main, getattr(obj, "registry_sub", 0), void)
    obj.voided = True
    obj.reindexObject()
    journal.record(obj, "voided", number=obj.registry_number, reason=text)
    return entry


def move_registration(document: IFiledDocument, *, to: ICase, reason: str) -> str:
    """Withdraw the number of a document and register it anew in another case; return the new one.

    The document stays where it is as a void one that can be read; a new one with the same
    files takes its place in the other case. The book names each with the other.
    """
    check_movable(document, to)
    before = void_number(document, reason=reason)
    new = _filed_again(document, to)
    document.moved_to = Moved(new.registry_number, IUUID(new))
    new.moved_from = Moved(before.number, IUUID(document))
    register_of(document).book.move(
        document.registry_main, document.registry_sub, to=new.registry_number
    )
    register_of(new).book.move(new.registry_main, new.registry_sub, origin=before.number)
    journal.record(document, "registration-moved", number=before.number, to=new.registry_number)
    journal.record(new, "registration-taken", number=new.registry_number, origin=before.number)
    return new.registry_number


def check_movable(document: IFiledDocument, to: ICase) -> None:
    """Raise what stands against registering a document anew in a case."""
    _check_valid(document)
    check_changeable(register_of(document))
    if document.status in (APPROVED, DISPATCHED):
        raise NotAllowed(
            _(
                "error_move_fixed",
                default="“${title}” is ${status}: it stays in the case in which that was done.",
                mapping={"title": document.title, "status": STATES[document.status]},
            )
        )
    _check_target(document, to)


def _check_target(document: IFiledDocument, to: ICase) -> None:
    source = document.aq_parent
    if organisation_of(source) is None or organisation_of(to) is None:
        raise Invalid(_("error_move_nowhere", default="This is not inside an organisation."))
    if aq_base(organisation_of(to)) is not aq_base(organisation_of(source)):
        raise NotAllowed(
            _(
                "error_move_organisation",
                default="That case belongs to another organisation: its register is not ours.",
            )
        )
    if aq_base(to) is aq_base(source):
        raise Invalid(_("error_move_same", default="The document is in this case already."))
    _check_valid(to)
    if not api.user.has_permission(VOID, obj=to):
        raise NotAllowed(
            _("error_move_rights", default="You may not correct the numbers of that case.")
        )


def _filed_again(document: IFiledDocument, to: ICase) -> IFiledDocument:
    """File the newest version of each file of a document in another case."""
    first, *further = components_of(document)
    new = file_in_case(
        to,
        title=document.title,
        filename=first.versions[-1].filename,
        data=document.file.data,
        kind=document.kind,
        facts=getattr(aq_base(document), "facts", None) or Facts(),
    )
    for component in further:
        record, file = file_of(document, component.versions[-1].number, component.number)
        add_component(new, filename=record.filename, data=file.data)
    return new


def _check_valid(obj: object) -> None:
    """Raise NotRegistered or AlreadyVoid for what has no number that holds."""
    number = getattr(obj, "registry_number", "")
    if not number:
        raise NotRegistered(
            _(
                "error_not_registered",
                default="“${title}” has no number that could be void.",
                mapping={"title": obj.title},
            )
        )
    if obj.voided:
        raise AlreadyVoid(
            _(
                "error_already_void",
                default="${number} is void already.",
                mapping={"number": number},
            )
        )
