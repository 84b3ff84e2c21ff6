"""The content types of the domain."""

from muniflow.registry.book import Book
from muniflow.registry.interfaces import ICase
from muniflow.registry.interfaces import IRegister
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from zope.interface import implementer


@implementer(IRegister)
class Register(Item):
    """The book of one organisation and year."""

    year: int = 0
    closed: str = ""
    """When it was closed, ISO; empty while it is open."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.book = Book()


@implementer(ICase)
class Case(Container):
    """A matter on its way; the base of contracts and what else goes through a process."""

    _ordering = "unordered"

    registry_number: str = ""
    registry_main: int = 0
    register_path: str = ""
    voided: bool = False

    def cb_isCopyable(self) -> bool:
        """A copy would carry a number, approvals and a process that it never got."""
        return False

    def cb_isMoveable(self) -> bool:
        """A case stays where its register, its process and its rights are."""
        return False
