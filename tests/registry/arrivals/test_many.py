"""Antecedents among ten thousand cases are found as quickly as a page may take."""

from muniflow.registry.arrivals import matching
from muniflow.registry.arrivals.operations import antecedents_for
from muniflow.registry.interfaces import ICase
from plone import api
from random import Random
from time import perf_counter

import pytest

WORDS = [
    "járda",
    "útburkolat",
    "közvilágítás",
    "játszótér",
    "lakbér",
    "építési",
    "engedély",
    "fellebbezés",
    "adó",
    "szemétszállítás",
    "közterület",
    "behajtás",
    "fakivágás",
    "csapadékvíz",
    "kutyafuttató",
    "óvoda",
    "iskola",
    "étkeztetés",
    "segély",
    "piac",
    "rendezvény",
    "pályázat",
    "támogatás",
    "birtokvédelem",
    "hatósági",
    "bizonyítvány",
    "anyakönyvi",
    "temető",
    "parkoló",
]
NAMES = [
    "Alföldi",
    "Bihari",
    "Csonka",
    "Dallos",
    "Erdős",
    "Fazekas",
    "Gulyás",
    "Hanák",
    "Ivánka",
    "Jelinek",
    "Kertész",
    "Lovas",
]


class Line:
    """What the catalog knows of a case that is not there."""

    portal_type = "GeneralCase"
    organisation = "onk"
    object_provides = (ICase.__identifier__,)
    voided = False
    open_case = True
    unit = "works"
    responsible = "anna"

    def __init__(self, number: int, dice: Random) -> None:
        self.registry_number = f"ONK/{number}/2025"
        self.registry_order = f"2025.{number:07d}"
        self.Title = " ".join(dice.sample(WORDS, 3))
        self.UID = f"{number:032x}"
        partner = f"{dice.choice(NAMES)} {dice.randrange(800)} Kft."
        self.traces = matching.traces(
            partners=[partner],
            references=[f"R-{number}"],
            identifiers=[f"<{number}@x>"],
            subject=self.Title,
        )
        self.allowedRolesAndUsers = ["user:onk.all.records"]
        self.path = f"/plone/onk/cases/2025/many-{number}"

    def getPhysicalPath(self) -> tuple[str, ...]:
        return tuple(self.path.split("/"))


@pytest.fixture()
def fill(town):
    """A function that enters cases into the catalog up to a number."""
    catalog, dice = api.portal.get_tool("portal_catalog")._catalog, Random(4)
    filled = 0

    def up_to(number):
        nonlocal filled
        for one in range(filled + 1, number + 1):
            line = Line(one, dice)
            catalog.catalogObject(line, line.path)
        filled = number

    return up_to


def seconds(town, **asked):
    """Return how long a search takes at best, and what it finds."""
    best = 60.0
    for _turn in range(3):
        begin = perf_counter()
        found = antecedents_for(town["onk"], **asked)
        best = min(best, perf_counter() - begin)
    return best, found


ASKED = {
    "sender": "Dallos 77 Kft.",
    "reference": "R-500",
    "thread": ["<321@x>"],
    "subject": "Re: ONK/400/2025 játszótér kutyafuttató közvilágítás bővítése",
}


def test_among_ten_thousand_they_are_found_at_once(town, fill, as_person, record_property):
    with as_person("gabi"):
        fill(1_000)
        few, found = seconds(town, **ASKED)
        assert [a.number for a in found][:3] == ["ONK/400/2025", "ONK/321/2025", "ONK/500/2025"]
        fill(10_000)
        many, found = seconds(town, **ASKED)
    assert [a.number for a in found][:3] == ["ONK/400/2025", "ONK/321/2025", "ONK/500/2025"]
    record_property("seconds", (few, many))
    assert many < 10 * few
    assert many < 1
