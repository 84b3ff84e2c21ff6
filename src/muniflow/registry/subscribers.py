"""Numbers documents as they are filed and keeps numbers from vanishing."""

from muniflow import _
from muniflow.core import journal
from muniflow.document.events import IDocumentFiledEvent
from muniflow.document.interfaces import IFiledDocument
from muniflow.organisation.operations import site_goes
from muniflow.registry.errors import NumberWouldVanish
from muniflow.registry.interfaces import ICase
from muniflow.registry.interfaces import IRegister
from muniflow.registry.operations import number_document
from OFS.interfaces import IObjectWillBeMovedEvent
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectModifiedEvent


def case_added(case: ICase, event: IObjectAddedEvent) -> None:
    """Write the start of a case into the journal."""
    journal.record(case, "case-started", kind=case.portal_type, title=case.title, unit=case.unit)


def case_modified(case: ICase, event: IObjectModifiedEvent) -> None:
    """Write a change of a case's data into the journal, by the names of the fields."""
    names = [a for d in event.descriptions for a in getattr(d, "attributes", ())]
    if names:
        journal.record(case, "case-changed", fields=", ".join(names))


def document_filed(document: IFiledDocument, event: IDocumentFiledEvent) -> None:
    """Give a document of a registered case its sub-number at once."""
    case = document.aq_parent
    if ICase.providedBy(case) and case.registry_number:
        number_document(document)


def keep_number(obj: object, event: IObjectWillBeMovedEvent) -> None:
    """Refuse to delete, move or rename what has a number.

    A whole site may go: its registers go with it. While the organisation stays, they do not.
    """
    number = getattr(obj, "registry_number", "")
    if IRegister.providedBy(event.oldParent):
        number = event.oldParent.title
    if not number or event.oldParent is None or site_goes(event):
        return
    raise NumberWouldVanish(
        _(
            "error_number_would_vanish",
            default="${number} is in the register: it can be void, but not deleted or moved.",
            mapping={"number": number},
        )
    )


def keep_register(register: object, event: IObjectWillBeMovedEvent) -> None:
    """Refuse to delete or move a register that has given numbers."""
    if event.oldParent is None or not register.book.last or site_goes(event):
        return
    raise NumberWouldVanish(
        _(
            "error_register_would_vanish",
            default="The register of ${year} has given ${count} numbers; it stays.",
            mapping={"year": register.year, "count": register.book.last},
        )
    )
