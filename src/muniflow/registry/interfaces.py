"""The face of the registry domain."""

from dataclasses import dataclass
from muniflow import _
from muniflow.document.interfaces import IDocumentHolder
from muniflow.process.interfaces import IProcessBound
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zope import schema
from zope.interface import Interface
from zope.interface import provider


class ICase(IProcessBound, IDocumentHolder):
    """The container of one matter; goes through a process and has a main number."""


@provider(IFormFieldProvider)
class ICaseData(model.Schema):
    """Who a case belongs to."""

    unit = schema.Choice(title=_("label_unit", default="Unit"), vocabulary="muniflow.units")
    responsible = schema.Choice(
        title=_("label_responsible", default="Responsible"), vocabulary="muniflow.colleagues"
    )


class IRegister(Interface):
    """The book of numbers of one organisation and year."""


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class Void:
    """A number withdrawn: why, by whom, when."""

    reason: str
    actor: str
    time: str


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class Entry:
    """One line of the register: a main number, or with ``sub`` a sub-number below it."""

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
