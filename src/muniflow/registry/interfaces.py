"""The face of the registry domain."""

from dataclasses import dataclass
from muniflow import _
from muniflow.document.interfaces import IDocumentHolder
from muniflow.organisation.operations import holdings_of
from muniflow.organisation.operations import organisation_of
from muniflow.process.interfaces import IProcessBound
from muniflow.registry.arrivals.interfaces import IArrival as IArrival
from muniflow.registry.arrivals.interfaces import NewCase as NewCase
from muniflow.registry.arrivals.interfaces import Paper as Paper
from muniflow.registry.confidentiality.interfaces import ITurn as ITurn
from muniflow.registry.confidentiality.interfaces import SEALED as SEALED
from plone import api
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zope import schema
from zope.i18nmessageid import Message
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import provider
from zope.schema.interfaces import IContextAwareDefaultFactory


class ICase(IProcessBound, IDocumentHolder):
    """The container of one matter; goes through a process and has a main number."""


@provider(IContextAwareDefaultFactory)
def own_unit(context: object) -> str | None:
    """Return the unit of the present user's first post in the organisation around."""
    organisation = organisation_of(context)
    if organisation is None or api.user.is_anonymous():
        return None
    mine = holdings_of(api.user.get_current().getId())
    return next((h.unit for h in mine if h.organisation == organisation.getId()), None)


@provider(IContextAwareDefaultFactory)
def own_name(context: object) -> str | None:
    """Return the present user, when that is a colleague in the organisation around."""
    return api.user.get_current().getId() if own_unit(context) else None


@provider(IFormFieldProvider)
class ICaseData(model.Schema):
    """Who a case belongs to."""

    unit = schema.Choice(
        title=_("label_unit", default="Unit"),
        vocabulary="muniflow.units",
        defaultFactory=own_unit,
    )
    responsible = schema.Choice(
        title=_("label_responsible", default="Responsible"),
        vocabulary="muniflow.colleagues",
        defaultFactory=own_name,
    )


class IStartable(Interface):
    """A kind of case that people start by themselves: a utility named by its portal type."""

    title = Attribute("What is started, with its article; a message id.")
    help = Attribute("One sentence on it; a message id.")
    order = Attribute("Its place among the others: 10, 20 …")


@implementer(IStartable)
@dataclass(frozen=True, slots=True)
class Startable:
    """A kind of case as the start page offers it."""

    title: Message
    help: Message
    order: int


class IRegister(IDocumentHolder):
    """The book of numbers of one organisation, year and code; what closed it is filed in it."""

    year = Attribute("The year as a number.")
    code = Attribute("Its code, empty for the main register of the year.")
    book = Attribute("The numbers, see muniflow.registry.book.")
    opened = Attribute("When it was opened, ISO; empty when nobody noted it.")
    opened_by = Attribute("Who opened it.")
    closed = Attribute("When it was closed, ISO; empty while it is open.")
    closed_by = Attribute("Who closed it.")
    closed_because = Attribute("Why before the end of its year, else empty.")


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class Void:
    """A number withdrawn: why, by whom, when."""

    reason: str
    actor: str
    time: str


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class CaseNumber:
    """One of the numbers of a case: as written, the name of the register, the main number."""

    number: str
    register: str
    main: int


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class Moved:
    """Where a document was registered anew, or before: the number and the document's UID."""

    number: str
    uid: str


INCOMING = "incoming"
OUTGOING = "outgoing"
INTERNAL = "internal"


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class Facts:
    """What the register writes down of a document beside its title (335/2005 Korm. r.).

    Times are ISO texts, empty when they do not apply.
    """

    direction: str = ""
    """``incoming``, ``outgoing`` or ``internal``."""

    partner: str = ""
    """The sender of what came in, the addressee of what goes out."""

    address: str = ""
    received: str = ""
    sent: str = ""
    mode: str = ""
    """How it came or goes: post, hand, mail, portal, courier."""

    carrier: str = ""
    """paper, electronic or both."""

    arrival: str = ""
    """The number of the arrival it was registered from."""

    external_id: str = ""
    """What the carrier's service calls it: a tracking number, a Message-ID."""

    reference: str = ""
    """The other side's own number."""

    annexes: int = 0


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class Entry:
    """One line of the register: a main number, or with ``sub`` a sub-number below it.

    It says what was known on registering and never changes, but for being void and moved.
    """

    main: int
    sub: int
    number: str
    uid: str
    title: str
    kind: str
    partners: str
    time: str
    actor: str
    void: Void | None = None
    moved_to: str = ""
    """The number under which the document was registered anew, in another case."""

    moved_from: str = ""
    facts: Facts = Facts()
    unit: str = ""
    handler: str = ""
    plan_item: str = ""
    antecedent: str = ""
    """The number of the case that this one goes on with."""

    case: str = ""
    """The number of the case, where the document's own number does not tell it."""
