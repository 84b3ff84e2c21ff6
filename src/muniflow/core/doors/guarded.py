"""Content that has to be asked for before somebody comes near."""

from AccessControl.users import BasicUser
from muniflow.core.doors.events import Approached
from plone.dexterity.content import DexterityContent
from zope.event import notify
from zope.interface import classImplements
from zope.interface import Interface
from ZPublisher.BaseRequest import BaseRequest

OPEN = ("", "organisation")


class IGuarded(Interface):
    """Content that may be confidential."""


class ISight(Interface):
    """Who sees guarded content; adapts it."""

    def open_to(user: BasicUser) -> bool:
        """Tell whether a user sees it; a role of the whole site may not be enough."""


def guarded(cls: type[DexterityContent]) -> type[DexterityContent]:
    """Let content be confidential: at any level but an open one it is closed.

    It says only that it is closed. Who comes in all the same is said by its local role providers.
    No base class does this, as it would come between a type and the interfaces of its schema.
    """
    inherited = cls.__before_publishing_traverse__

    def approach(self: object, first: object, second: BaseRequest | None = None) -> None:
        """Tell that somebody is on the way here; an error raised on it ends the way."""
        if self.confidentiality not in OPEN:
            # The publisher gives the object and the request, hooks of other kinds the latter.
            notify(Approached(self, second or first))
        inherited(self, first, second)

    cls.confidentiality = ""
    cls.confidants = ()
    cls.__ac_local_roles_block__ = property(_blocks, _block)
    cls.__before_publishing_traverse__ = approach
    classImplements(cls, IGuarded)
    return cls


def _blocks(obj: DexterityContent) -> object:
    """Tell whether roles from above are shut out; nobody can switch that off by hand."""
    return obj.confidentiality not in OPEN or obj.__dict__.get("local_roles_block")


def _block(obj: DexterityContent, value: object) -> None:
    """Keep what somebody has asked for by hand, at an open level."""
    obj.local_roles_block = value
