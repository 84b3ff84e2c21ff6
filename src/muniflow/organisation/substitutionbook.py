"""The substitutions of one organisation, found by either side without a search."""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from muniflow.organisation.substitution import SubstitutionRecord
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations

KEY = "muniflow.substitutions"


class SubstitutionBook(Persistent):
    """Substitutions by id, by the person who is away and by the one who stands in."""

    def __init__(self) -> None:
        self.records = OOBTree()
        self._absent = OOBTree()
        self._substitute = OOBTree()

    def put(self, record: SubstitutionRecord) -> None:
        """Enter a substitution, or replace what was known of it; its people never change."""
        if record.id not in self.records:
            for index, person in (
                (self._absent, record.absent),
                (self._substitute, record.substitute),
            ):
                index[person] = (*index.get(person, ()), record.id)
        self.records[record.id] = record

    def for_absent(self, person: str) -> Iterator[SubstitutionRecord]:
        """Yield the substitutions of somebody who is away, past and future ones included."""
        for id_ in self._absent.get(person, ()):
            yield self.records[id_]

    def by_substitute(self, person: str) -> Iterator[SubstitutionRecord]:
        """Yield the substitutions in which somebody stands in, past and future ones included."""
        for id_ in self._substitute.get(person, ()):
            yield self.records[id_]


def substitutions_in(organisation: object) -> SubstitutionBook:
    """Return the book of an organisation, an empty unsaved one if there is none yet."""
    return IAnnotations(organisation).get(KEY) or SubstitutionBook()


def writable_substitutions(organisation: object) -> SubstitutionBook:
    """Return the book of an organisation for changing it."""
    annotations = IAnnotations(organisation)
    if KEY not in annotations:
        annotations[KEY] = SubstitutionBook()
    return annotations[KEY]
