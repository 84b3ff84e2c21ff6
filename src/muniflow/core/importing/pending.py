"""Files that were looked at and wait for the word to take them over."""

from BTrees.OOBTree import OOBTree
from datetime import datetime
from datetime import timedelta
from muniflow.core import clock
from persistent import Persistent
from plone.namedfile.file import NamedBlobFile
from zope.annotation.interfaces import IAnnotations

KEY = "muniflow.importing.pending"
KEPT = timedelta(days=1)


class Pending(Persistent):
    """One file of one person."""

    def __init__(self, data: bytes, filename: str) -> None:
        self.file = NamedBlobFile(data, filename=filename)
        self.kept: datetime = clock.now()

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.file.data

    @property
    def filename(self) -> str:
        """The name under which it was sent."""
        return self.file.filename


def keep(context: object, kind: str, person: str, data: bytes, filename: str) -> None:
    """Keep a person's file instead of the one before; forget everybody's of yesterday."""
    annotations = IAnnotations(context)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    files = annotations[KEY]
    for name in [name for name, one in files.items() if clock.now() - one.kept > KEPT]:
        del files[name]
    files[f"{kind}:{person}"] = Pending(data, filename)


def kept(context: object, kind: str, person: str) -> Pending | None:
    """Return a person's file, None when there is none."""
    return IAnnotations(context).get(KEY, {}).get(f"{kind}:{person}")
