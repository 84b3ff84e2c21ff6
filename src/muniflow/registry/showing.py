"""What a viewer of a register is shown of its entries: every row and export passes here."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from muniflow.organisation.operations import organisation_of
from muniflow.registry.confidentiality.masks import hidden_in
from muniflow.registry.confidentiality.rules import masked_entry
from muniflow.registry.interfaces import Entry
from muniflow.registry.interfaces import IRegister
from plone import api

VEIL = "•••"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a register, and how little is shown of some of its entries."""

    person: str = ""
    grades: Mapping[str, str] = field(default_factory=dict)
    """What is told of the cases and documents that this person does not see, by UID."""

    @property
    def veiled(self) -> frozenset[str]:
        """The UIDs of what this person does not see: nothing but a number finds it."""
        return frozenset(self.grades)


WHOLE = Viewer()
"""Who is shown everything: the closing of a register."""


def viewer_of(register: IRegister, person: str = "") -> Viewer:
    """Return a person, by default the present one, as a viewer of a register."""
    me = api.user.get_current().getId() or ""
    if person and person != me:
        with api.env.adopt_user(username=person):
            return Viewer(person, hidden_in(organisation_of(register)))
    return Viewer(me, hidden_in(organisation_of(register)))


def is_veiled(entry: Entry, viewer: Viewer) -> bool:
    """Tell whether something of an entry is withheld."""
    return entry.uid in viewer.grades


def shown(entry: Entry, viewer: Viewer) -> Entry:
    """Return an entry as its viewer may see it: number, time, void and moved stay."""
    if not is_veiled(entry, viewer):
        return entry
    return masked_entry(entry, viewer.grades[entry.uid], VEIL)
