"""Where the components of a document are kept: the further ones, and every version's blob."""

from muniflow.document.interfaces import Component
from persistent import Persistent
from ZODB.blob import Blob


class Parts(Persistent):
    """The components beside the main one, and the blobs of all, by component and version.

    A blob is stored once, referred to here and never written again. Replaced values, not
    changed ones, so that the database notices.
    """

    components: tuple[Component, ...] = ()

    def __init__(self) -> None:
        self.blobs: dict[tuple[int, int], Blob] = {}

    def __reduce__(self) -> tuple[type, tuple[()]]:
        """Let a copy be empty: the version store copies documents, and files only by reference.

        The database itself does not ask this.
        """
        return type(self), ()

    def keep(self, component: int, version: int, blob: Blob) -> None:
        """Refer to the blob of a version for ever."""
        self.blobs = {**self.blobs, (component, version): blob}

    def put(self, component: Component) -> None:
        """Put a component in the place of the one with its number, or at the end."""
        rest = [c for c in self.components if c.number != component.number]
        self.components = tuple(sorted([*rest, component], key=lambda c: c.number))
