"""The content types of the domain."""

from muniflow.core.ownerless import ownerless
from muniflow.registry.book import Book
from muniflow.registry.interfaces import ICase
from muniflow.registry.interfaces import IRegister
from plone import api
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from plone.indexer.interfaces import IIndexer
from zope.component import getMultiAdapter
from zope.interface import implementer


@ownerless
@implementer(IRegister)
class Register(Item):
    """The book of one organisation and year."""

    year: int = 0
    closed: str = ""
    """When it was closed, ISO; empty while it is open."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.book = Book()


@ownerless
@implementer(ICase)
class Case(Container):
    """A matter on its way; the base of contracts and what else goes through a process."""

    _ordering = "unordered"

    registry_number: str = ""
    registry_main: int = 0
    register_path: str = ""
    voided: bool = False
    called_from: str = ""
    """The UID of the case for which a process started this one."""

    def reindexObjectSecurity(self, skip_self: bool = False) -> None:
        """Reindex who may see the case and all in it, when that has really changed.

        Most transitions change who may act, not who may see: then nothing is to be done,
        and the documents inside are left alone.
        """
        if not self._viewers_known():
            super().reindexObjectSecurity(skip_self=skip_self)

    def _viewers_known(self) -> bool:
        """Tell whether the catalog has the case's present viewers."""
        catalog = api.portal.get_tool("portal_catalog")
        rid = catalog.getrid("/".join(self.getPhysicalPath()))
        if rid is None:
            return False
        known = catalog.Indexes["allowedRolesAndUsers"].getEntryForObject(rid, ())
        return set(known) == set(
            getMultiAdapter((self, catalog), IIndexer, "allowedRolesAndUsers")()
        )

    def cb_isCopyable(self) -> bool:
        """A copy would carry a number, approvals and a process that it never got."""
        return False

    def cb_isMoveable(self) -> bool:
        """A case stays where its register, its process and its rights are."""
        return False
