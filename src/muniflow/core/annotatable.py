"""Content whose annotations are its own."""

from plone.dexterity.content import DexterityContent


def annotatable(cls: type[DexterityContent]) -> type[DexterityContent]:
    """Keep the types of a class's attributes out of the way of its objects' annotations.

    Both are called ``__annotations__``: what is annotated on one object would be written into
    the class, seen on every object of it, stored with none, and gone with the process.
    """
    if "__annotations__" in vars(cls):
        del cls.__annotations__
    return cls
