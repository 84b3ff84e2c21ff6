"""Who is told how much, by level, answer and door, asked of the running site."""

from collections.abc import Iterator
from muniflow.registry.confidentiality.operations import change_setting
from plone import api
from Products.CMFCore.indexing import processQueue
from tests.conftest import acting
from tests.registry.confidentiality.doors import DOORS
from tests.registry.confidentiality.doors import Secret
from tests.registry.confidentiality.doors import secret_of
from tests.registry.confidentiality.test_levels import put

import transaction

PEOPLE = {
    "answers for it": "anna",
    "clerk of the unit": "olga",
    "head of the unit": "bela",
    "legal": "cili",
    "named": "dani",
    "unseals": "emma",
    "records officer": "gabi",
    "auditor": "rita",
    "administrator": "judit",
    "for who answers": "vera",
    "for who is named": "sara",
    "elsewhere": "hugo",
    "without a post": "kata",
    "site manager": "zita",
}

ANSWERS = ("none", "exists", "head", "metadata")

# What is set in turn: a name, the level of the case with people, that of the document, and the
# answers of the organisation to go through.
SETTINGS = (
    ("open", "organisation", (), "", ANSWERS[:1]),
    ("open, paper for named", "organisation", (), "named", ANSWERS[:1]),
    ("open, paper sealed", "organisation", (), "sealed", ANSWERS[:1]),
    ("unit", "unit", (), "", ANSWERS[:1]),
    ("named", "named", ("dani",), "", ANSWERS),
    ("sealed", "sealed", ("dani",), "", (ANSWERS[0], ANSWERS[-1])),
)


CHAPTERS = [(name, answer) for name, *_levels, answers in SETTINGS for answer in answers]


def chapter(case: object, name: str, answer: str) -> Iterator[str]:
    """Yield the lines of one setting and one answer."""
    (document,) = case.objectValues()
    level, people, paper = next(s[1:4] for s in SETTINGS if s[0] == name)
    set_levels(case, document, level, people, paper)
    _answer(case, answer)
    yield f"{name}: {answer}"
    yield from lines(secret_of(case))


def set_levels(
    case: object, document: object, level: str, people: tuple[str, ...], paper: str
) -> None:
    """Set both levels, where they are not open."""
    if paper:
        put(document, paper, "dani", person="gabi", confirmed=True)
    if level != "organisation":
        put(case, level, *people, person="gabi", confirmed=True)


def _answer(case: object, answer: str) -> None:
    with acting("judit"):
        change_setting(api.portal.get()["onk"], answer=answer, unsealing="signatory")
    processQueue()
    transaction.commit()


def lines(secret: Secret) -> Iterator[str]:
    """Yield a line for each group of doors that tell somebody the same."""
    for name, person in PEOPLE.items():
        found: dict[str, list[str]] = {}
        for door, go in DOORS.items():
            found.setdefault(go(secret, person), []).append(door)
        if len(found) == 1:
            yield f"  {name:<18} {next(iter(found))}"
            continue
        most = max(found, key=lambda told: len(found[told]))
        others = [f"{told}: {' '.join(d)}" for told, d in found.items() if told != most]
        yield f"  {name:<18} {most}; {'; '.join(others)}"
