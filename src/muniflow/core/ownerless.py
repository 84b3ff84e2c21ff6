"""Content on which nobody has a right for having made it."""

from Acquisition import aq_base
from muniflow.core.interfaces import IOwnerless
from OFS.interfaces import IObjectWillBeAddedEvent
from plone.dexterity.content import DexterityContent
from zope.component import adapter
from zope.interface import classImplements


def ownerless(cls: type[DexterityContent]) -> type[DexterityContent]:
    """Give the creator no role: rights follow from posts, and end with them.

    No base class does this, as it would come between a type and the interfaces of its schema.
    """
    classImplements(cls, IOwnerless)
    return cls


@adapter(IOwnerless, IObjectWillBeAddedEvent)
def give_no_owner(obj: IOwnerless, event: IObjectWillBeAddedEvent) -> None:
    """Let content come with local roles of its own, none of them that of an owner.

    The mapping stands on the object: on the class it would keep an owner away as well, but a
    role given to one object would be given to all. A copy comes with an owner already.
    """
    if obj is event.object:
        held = {
            person: [role for role in roles if role != "Owner"]
            for person, roles in (aq_base(obj).__ac_local_roles__ or {}).items()
        }
        obj.__ac_local_roles__ = {person: roles for person, roles in held.items() if roles}
