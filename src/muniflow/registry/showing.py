"""What a viewer of a register is shown of its entries: every row and export passes here."""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace
from muniflow.registry.interfaces import Entry
from muniflow.registry.interfaces import Facts
from muniflow.registry.interfaces import IRegister
from plone import api

VEIL = "•••"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a register, and of which entries only the number and the day are shown."""

    person: str = ""
    veiled: frozenset[str] = frozenset()
    """UIDs of the cases and documents that are confidential to this person."""


WHOLE = Viewer()
"""Who is shown everything: the closing of a register."""

Veils = Callable[[IRegister, str], frozenset[str]]


def viewer_of(register: IRegister, person: str = "") -> Viewer:
    """Return a person, by default the present one, as a viewer of a register."""
    known = person or api.user.get_current().getId() or ""
    return Viewer(known, veiled_from(register, known))


def veiled_from(register: IRegister, person: str) -> frozenset[str]:
    """Return the UIDs in a register that are confidential to a person."""
    return frozenset()


def is_veiled(entry: Entry, viewer: Viewer) -> bool:
    """Tell whether only the number of an entry is shown."""
    return entry.uid in viewer.veiled


def shown(entry: Entry, viewer: Viewer) -> Entry:
    """Return an entry as its viewer may see it: number, time, void and moved stay."""
    if not is_veiled(entry, viewer):
        return entry
    void = replace(entry.void, reason=VEIL) if entry.void else None
    return replace(
        entry,
        title=VEIL,
        partners="",
        facts=Facts(direction=entry.facts.direction),
        handler="",
        plan_item="",
        void=void,
    )
