"""The content types of the domain."""

from BTrees.IOBTree import IOBTree
from datetime import datetime
from muniflow.core.annotatable import annotatable
from muniflow.process.interfaces import IProcess
from muniflow.process.interfaces import IProcessLibrary
from persistent import Persistent
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from plone.namedfile.file import NamedBlobFile
from zope.interface import implementer


class PublishedVersion(Persistent):
    """What was published once; nothing changes it afterwards."""

    def __init__(
        self,
        *,
        number: int,
        workflow_id: str,
        bpmn: bytes,
        digest: str,
        definition: str,
        published: datetime,
        person: str,
    ) -> None:
        self.number = number
        self.workflow_id = workflow_id
        self.bpmn = bpmn
        self.digest = digest
        self.definition = definition
        self.published = published
        self.person = person

    def __setattr__(self, name: str, value: object) -> None:
        if not name.startswith(("_p_", "_v_")) and name in self.__dict__:
            raise AttributeError(f"version {self.number} is published; {name} cannot change")
        super().__setattr__(name, value)


@annotatable
@implementer(IProcess)
class Process(Item):
    """A process of the library."""

    bpmn: NamedBlobFile | None = None
    versions: IOBTree | None = None
    """Published versions by their number; None before the first."""
    shipped: str = ""
    """Digest of the file that a profile brought last."""
    shipped_refused: str = ""
    """Digest of a newer file of a profile that was not taken over, because of changes here."""
    origin: str = ""
    """The process of the library that this variant of an organisation came from."""
    origin_version: int = 0
    """The version of the origin that it is made of."""


@implementer(IProcessLibrary)
class ProcessLibrary(Container):
    """The processes of the site."""
