"""Content on which nobody has a right for having made it."""

from plone.dexterity.content import DexterityContent


def ownerless(cls: type[DexterityContent]) -> type[DexterityContent]:
    """Give the creator no role: rights follow from posts, and end with them.

    A container makes the creator the owner only of what has no local roles yet; an empty
    mapping counts as having some. No base class does this, as it would come between a type
    and the interfaces of its schema.
    """
    cls.__ac_local_roles__ = {}
    return cls
