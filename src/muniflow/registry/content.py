"""The content types of the domain."""

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from collections.abc import Sequence
from muniflow.core.annotatable import annotatable
from muniflow.core.doors.guarded import guarded
from muniflow.core.numbering import NumberStyle
from muniflow.core.ownerless import ownerless
from muniflow.registry.book import Book
from muniflow.registry.interfaces import CaseNumber
from muniflow.registry.interfaces import ICase
from muniflow.registry.interfaces import IRegister
from muniflow.registry.viewers import INDEX
from muniflow.registry.viewers import show
from muniflow.registry.viewers import show_inside
from muniflow.registry.viewers import viewers_known
from muniflow.registry.viewers import viewers_of
from plone import api
from plone.dexterity.content import Container
from zope.interface import implementer


@annotatable
@ownerless
@implementer(IRegister)
class Register(Container):
    """The book of one organisation, year and code; what closed it is filed in it."""

    _ordering = "unordered"

    # A register of an older muniflow held nothing: it gets places for what is filed when
    # something is.
    _tree = OOBTree()
    _count = Length()
    _mt_index = OOBTree()

    year: int = 0
    code: str = ""
    style: NumberStyle | None = None
    """How it writes its numbers; fixed when it was opened, None before that was noted."""

    opened: str = ""
    opened_by: str = ""
    closed: str = ""
    """When it was closed, ISO; empty while it is open."""
    closed_by: str = ""
    closed_because: str = ""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.book = Book()

    def _setOb(self, id: str, obj: object) -> None:
        """Keep an object under an id."""
        self._p_activate()
        if "_tree" not in self.__dict__:
            self._initBTrees()
        super()._setOb(id, obj)

    def cb_isCopyable(self) -> bool:
        """A copy would give numbers that are given already."""
        return False


@annotatable
@guarded
@ownerless
@implementer(ICase)
class Case(Container):
    """A matter on its way; the base of contracts and what else goes through a process."""

    _ordering = "unordered"

    registry_number: str = ""
    """Its present number; what it had before is in ``numbers``."""

    numbers: tuple[CaseNumber, ...] = ()
    registry_main: int = 0
    register_path: str = ""
    voided: bool = False
    plan_item: str = ""
    """The item of the filing plan it is filed under."""

    called_from: str = ""
    """The UID of the case for which a process started this one."""

    # The catalog asks for it at every turn; without an answer here it asks all that is around.
    isTemporary = None

    def reindexObject(
        self, idxs: Sequence[str] = (), update_metadata: int = 1, uid: str | None = None
    ) -> None:
        """Reindex the case; by a few indexes only the columns of their names are rewritten."""
        whole = update_metadata and not idxs
        super().reindexObject(idxs=list(idxs or ()), update_metadata=int(whole), uid=uid)

    def reindexObjectSecurity(self, skip_self: bool = False) -> None:
        """Reindex who may see the case and all in it, when that has really changed.

        Most transitions change who may act, not who may see: then nothing is to be done.
        Documents have no rights of their own: they are seen by whoever sees the case, and
        are not asked one by one.
        """
        catalog = api.portal.get_tool("portal_catalog")
        path = "/".join(self.getPhysicalPath())
        before, now = viewers_known(path, catalog), viewers_of(self, catalog)
        if before is None:
            super().reindexObjectSecurity(skip_self=skip_self)
        elif before != now:
            if not skip_self:
                show(path, catalog, now)
            others = show_inside(path, catalog, before, now) if self.objectIds() else ()
            for other in others:
                other.reindexObject(idxs=[INDEX])

    def cb_isCopyable(self) -> bool:
        """A copy would carry a number, approvals and a process that it never got."""
        return False

    def cb_isMoveable(self) -> bool:
        """A case stays where its register, its process and its rights are."""
        return False
