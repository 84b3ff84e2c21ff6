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


class IFiledDocument(Interface):
    """A document of a case: a file with its versions."""


class IDocumentHolder(Interface):
    """Something documents may be filed in: a case."""


class IFileHold(Interface):
    """What may hold the file of a document fast; adapts a filed document."""

    def reason() -> Message | None:
        """Return why the file can no longer change, None while it can."""


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
