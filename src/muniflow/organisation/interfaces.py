"""The face of the organisation domain."""

from dataclasses import dataclass
from muniflow import _
from zope.i18nmessageid import Message
from zope.interface import Interface


@dataclass(frozen=True, slots=True)
class Function:
    """What somebody may act as; maps to one Zope role."""

    name: str
    title: Message
    role: str
    unit_bound: bool
    """True: acts only on cases of the post's own unit; False: in the whole organisation."""


FUNCTIONS: dict[str, Function] = {
    f.name: f
    for f in (
        Function("clerk", _("function_clerk", default="Clerk"), "Clerk", True),
        Function("head", _("function_head", default="Head of unit"), "Head of Unit", True),
        Function("legal", _("function_legal", default="Legal"), "Legal Reviewer", False),
        Function(
            "finance",
            _("function_finance", default="Finance countersigner"),
            "Finance Countersigner",
            False,
        ),
        Function("signatory", _("function_signatory", default="Signatory"), "Signatory", False),
        Function(
            "records",
            _("function_records", default="Records officer"),
            "Records Officer",
            False,
        ),
        Function("auditor", _("function_auditor", default="Auditor"), "Auditor", False),
        Function(
            "admin", _("function_admin", default="Administrator"), "Organisation Admin", False
        ),
    )
}

MEMBER_ROLE = "Organisation Member"
"""Everybody who holds any post in the organisation now."""

RESPONSIBLE_ROLE = "Responsible"
"""The person who answers for a case, on that case."""

RESPONSIBLE = "responsible"
"""Acting as the person who answers for a case; no post gives it."""

DELEGATE_ROLE = "Delegate"
"""The person to whom a step was handed, on that case."""

CONSULTED_ROLE = "Consulted"
"""Whose opinion was asked, on that case."""

ENGINE_ROLE = "Process Engine"
"""Nobody holds it: a process acts by itself when a gate is complete or a moment has come."""

STARTER_ROLE = "Starter"
"""Whoever may start cases, in the whole organisation; on a case it means nothing."""

STARTER_FUNCTIONS = ("clerk", "head", "records")


@dataclass(frozen=True, slots=True)
class Badge:
    """What a page shows of an organisation: id, short code, title, colour and address."""

    id: str
    code: str
    title: str
    colour: str
    url: str
    path: str


@dataclass(frozen=True, slots=True)
class Holding:
    """One post as a plain value: who, where, as what. ``unit`` is the unit's id."""

    person: str
    organisation: str
    unit: str
    function: str
    unit_title: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    """As what somebody acts; ``for_whom`` is the person stood in for, "" for oneself."""

    person: str
    function: str
    unit: str
    for_whom: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody may not act."""

    reason: Message


class IOrganisation(Interface):
    """A body with its own registers and rights; the root of a tree."""


class IUnit(Interface):
    """A part of an organisation; may hold further units and posts."""


class IPost(Interface):
    """Person + function in the unit around it, from and to; the source of rights."""


class ISection(Interface):
    """One of the fixed containers of an organisation: cases, registers, units …"""
