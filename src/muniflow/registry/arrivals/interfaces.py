"""The face of arrivals: what they say, where they stand, what is found for them."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from muniflow import _
from muniflow.document.interfaces import IDocumentHolder
from plone.supermodel import model
from zope import schema
from zope.i18nmessageid import Message
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary

OPEN = "open"
HANDED = "handed"
REGISTERED = "registered"
UNFILED = "unfiled"
STATUSES = (OPEN, HANDED, REGISTERED, UNFILED)

ACKNOWLEDGED = "acknowledged"
"""What lists call a handed arrival that the other side has taken."""

RECIPIENT_ROLE = "Recipient"
"""To whom an arrival was handed over, or who took it in; on that arrival."""

MODES: dict[str, Message] = {
    "post": _("mode_post", default="Post"),
    "hand": _("mode_hand", default="By hand"),
    "courier": _("mode_courier", default="Courier"),
    "mail": _("mode_mail", default="E-mail"),
    "portal": _("mode_portal", default="Portal"),
    "databox": _("mode_databox", default="Data box"),
    "fax": _("mode_fax", default="Fax"),
}
CARRIERS: dict[str, Message] = {
    "paper": _("carrier_paper", default="Paper"),
    "electronic": _("carrier_electronic", default="Electronic"),
    "both": _("carrier_both", default="Both"),
}
KINDS: dict[str, Message] = {
    "advert": _("unfiled_advert", default="Advertisement"),
    "invitation": _("unfiled_invitation", default="Invitation"),
    "journal": _("unfiled_journal", default="Newspaper or journal"),
    "receipt": _("unfiled_receipt", default="Returned receipt"),
    "invoice": _("unfiled_invoice", default="Invoice, kept by the accountants"),
    "private": _("unfiled_private", default="Private letter"),
    "misdirected": _("unfiled_misdirected", default="Misdirected, sent on"),
    "double": _("unfiled_double", default="Double of another arrival"),
    "other": _("unfiled_other", default="Other"),
}
"""Why something stays without a registry number; a country pack names those it knows."""


def _vocabulary(terms: dict[str, Message]) -> SimpleVocabulary:
    return SimpleVocabulary([SimpleTerm(name, name, title) for name, title in terms.items()])


@provider(IVocabularyFactory)
def modes(context: object) -> SimpleVocabulary:
    """How something may come in."""
    return _vocabulary(MODES)


@provider(IVocabularyFactory)
def carriers(context: object) -> SimpleVocabulary:
    """What it is written on."""
    return _vocabulary(CARRIERS)


class IArrival(IDocumentHolder):
    """What came in, with its number and its files; kept for ever."""


class IArrivalData(model.Schema):
    """What is written down of an arrival."""

    title = schema.TextLine(title=_("label_subject", default="Subject"))
    sender = schema.TextLine(title=_("label_sender", default="Sender"))
    sender_address = schema.TextLine(
        title=_("label_sender_address", default="Sender's address"), required=False
    )
    mode = schema.Choice(
        title=_("label_mode", default="How it came"), vocabulary="muniflow.arrival_modes"
    )
    carrier = schema.Choice(
        title=_("label_carrier", default="Carrier"), vocabulary="muniflow.arrival_carriers"
    )
    received = schema.Datetime(title=_("label_received", default="Received"))
    external_id = schema.TextLine(
        title=_("label_external_id", default="Tracking number or Message-ID"), required=False
    )
    reference = schema.TextLine(
        title=_("label_their_reference", default="Their reference number"), required=False
    )
    annexes = schema.Int(title=_("label_annexes", default="Annexes"), min=0, default=0)
    note = schema.Text(title=_("label_note", default="Note"), required=False)


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class Standing:
    """Where an arrival stands; times are ISO texts, "" for what has not happened."""

    status: str = OPEN
    by_name: bool = False
    """Addressed by name: the registry does not open it."""

    opened: str = ""
    opened_by: str = ""
    unit: str = ""
    """To which unit it was handed over, or is addressed."""

    person: str = ""
    handed: str = ""
    handed_by: str = ""
    acknowledged: str = ""
    acknowledged_by: str = ""
    kind: str = ""
    """What it is when it stays without a registry number."""

    reason: str = ""
    """Why it is unfiled, was refused or reopened."""

    number: str = ""
    """The registry number it was given."""

    document: str = ""
    """The UID of the document in the case."""


@dataclass(frozen=True)
class ArrivalStep:
    """One thing that happened to an arrival."""

    act: str
    actor: str
    time: str
    unit: str = ""
    person: str = ""
    text: str = ""


@dataclass(frozen=True)
class ArrivalEntry:
    """One line of the arrivals' book; it says what was known on arrival and never changes."""

    number: int
    text: str
    """The number as it is written on the paper."""

    uid: str
    time: str
    actor: str
    sender: str
    subject: str
    mode: str
    carrier: str
    received: str
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is registered without an arrival: something of our own, going out or staying."""

    title: str
    direction: str
    partner: str = ""
    address: str = ""
    mode: str = ""
    carrier: str = ""
    reference: str = ""
    annexes: int = 0
    sent: datetime | None = None
    files: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class NewCase:
    """The case that is to be made for what is registered."""

    title: str
    unit: str
    handler: str = ""
    plan_item: str = ""
    due: date | None = None
    code: str = ""
    """The register, "" for the main one."""

    antecedent: str = ""
    """The number of the case that it goes on with."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A case that what came in may belong to, and why; ``score`` 100 is certain."""

    uid: str
    path: str
    url: str
    number: str
    title: str
    unit: str
    handler: str
    is_open: bool
    score: int
    reasons: tuple[Message, ...]
