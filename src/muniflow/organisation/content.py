"""The content types of the domain."""

from muniflow.core.interfaces import IJournalled
from muniflow.core.ownerless import ownerless
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.interfaces import IPost
from muniflow.organisation.interfaces import ISection
from muniflow.organisation.interfaces import IUnit
from muniflow.organisation.isolation import hide_from_outsiders
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from zope.interface import implementer
from ZPublisher.BaseRequest import BaseRequest


@ownerless
class Unordered(Container):
    """A folder without an order of its own: adding to it rewrites no list."""

    _ordering = "unordered"


@ownerless
@implementer(IOrganisation, IJournalled)
class Organisation(Container):
    """A body with its own registers and rights."""

    def __before_publishing_traverse__(
        self, first: object, second: BaseRequest | None = None
    ) -> None:
        """Let nobody in who does not belong here: for others the way ends before it."""
        # The publisher gives the object and the request, hooks of other kinds only the latter.
        hide_from_outsiders(self, second or first)
        super().__before_publishing_traverse__(first, second)


@implementer(ISection)
class Section(Unordered):
    """A fixed container of an organisation."""


@ownerless
@implementer(IUnit)
class Unit(Container):
    """A part of an organisation."""


@ownerless
@implementer(IPost)
class Post(Item):
    """A function held by a person in the unit around it."""
