"""The content types of the domain."""

from muniflow.core.interfaces import IJournalled
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.interfaces import IPost
from muniflow.organisation.interfaces import ISection
from muniflow.organisation.interfaces import IUnit
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from zope.interface import implementer


class Unordered(Container):
    """A folder without an order of its own: adding to it rewrites no list."""

    _ordering = "unordered"


@implementer(IOrganisation, IJournalled)
class Organisation(Container):
    """A body with its own registers and rights."""


@implementer(ISection)
class Section(Unordered):
    """A fixed container of an organisation."""


@implementer(IUnit)
class Unit(Container):
    """A part of an organisation."""


@implementer(IPost)
class Post(Item):
    """A function held by a person in the unit around it."""
