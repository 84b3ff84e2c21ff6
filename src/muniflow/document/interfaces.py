"""The face of the document domain."""

from dataclasses import dataclass
from muniflow import _
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from zope import schema
from zope.i18nmessageid import Message
from zope.interface import Interface
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary

KINDS = SimpleVocabulary(
    [
        SimpleTerm("contract", "contract", _("kind_contract", default="Contract")),
        SimpleTerm("annex", "annex", _("kind_annex", default="Annex")),
        SimpleTerm("offer", "offer", _("kind_offer", default="Offer")),
        SimpleTerm("letter", "letter", _("kind_letter", default="Letter")),
        SimpleTerm("other", "other", _("kind_other", default="Other")),
    ]
)


CONCEPT, FINAL, APPROVED, DISPATCHED = "concept", "final", "approved", "dispatched"
STATES = {
    CONCEPT: _("document_concept", default="Concept"),
    FINAL: _("document_final", default="Final"),
    APPROVED: _("document_approved", default="Approved"),
    DISPATCHED: _("document_dispatched", default="Dispatched"),
}
"""How far a document is; what is approved or dispatched no longer changes."""

STATE_TONES = {FINAL: "soon", APPROVED: "ok", DISPATCHED: "ok"}
"""How their badges are coloured."""

MAIN = 1
"""The number of the main component; further ones follow it."""

CONTAINER = "container"
"""The source of a component that was a member of the main one."""

UNPACK, IDENTIFY = "unpack", "identify"
"""What the worker has still to do on a document, as the catalog keeps it."""

WAITING, UNPACKED, KEPT = "waiting", "unpacked", "kept"
"""What became of a container; kept is one whose members were not taken out."""


class IFiledDocument(Interface):
    """A document of a case: its components, each with its versions; the main one is first."""


class IDocumentHolder(Interface):
    """Something documents may be filed in: a case."""


class IFileHold(Interface):
    """What may hold the files of a document fast; adapts a filed document."""

    def reason() -> Message | None:
        """Return why the files can no longer change, None while they can."""


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class Finding:
    """A version whose file is not what it was; ``found`` is "" where the file is missing."""

    uid: str
    title: str
    number: str
    """The registry number of the document."""
    component: int
    name: str
    version: int
    recorded: str
    found: str
    time: str
    """When it was found."""

    @property
    def key(self) -> str:
        """What tells it from others."""
        return f"{self.uid} {self.component:05}.{self.version:05}"


class IFiledDocumentSchema(model.Schema):
    """What the form of a filed document asks for."""

    title = schema.TextLine(title=_("label_title", default="Title"))
    kind = schema.Choice(title=_("label_kind", default="Kind"), vocabulary=KINDS, default="other")
    file = NamedBlobFile(title=_("label_file", default="File"))


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class VersionRecord:
    """One version of a filed document's file; ``saved`` is its number in the version store."""

    number: int
    saved: int
    filename: str
    content_type: str
    size: int
    sha256: str
    time: str
    actor: str
    comment: str
    format: str = ""
    """What the content is, in words; of PRONOM once the worker has looked."""
    puid: str = ""
    """The format as archives name it (PRONOM), empty while or where it is not known."""
    media_type: str = ""
    """What the content is, whatever name it came with."""
    doubtful: bool = False
    """True when the content is not what the name of the file says."""
    identified: str = ""
    """By which list of formats the worker looked; empty before."""


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class Component:
    """One file of a document with its versions, oldest first."""

    number: int
    name: str
    """The name of its file; of a container's member the path inside."""
    versions: tuple[VersionRecord, ...] = ()
    source: str = ""
    """CONTAINER for what came out of the main component."""
    source_version: int = 0
    """The newest version of the main component that held it."""


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class Unpacking:
    """What becomes of a container: of which version, and why it was kept as it is."""

    version: int
    kind: str
    state: str = WAITING
    reason: str = ""
    """A key of muniflow.document.messages.KEPT_WHOLE."""
    member: str = ""
    """The member it is about, where it is about one."""
    count: int = 0


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class StatusSet:
    """Who brought a document into its state, when, and with which words."""

    status: str
    actor: str
    time: str
    note: str = ""
