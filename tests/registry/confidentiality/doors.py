"""Every door to a confidential case and its document, and what came through it."""

from collections.abc import Callable
from dataclasses import dataclass
from muniflow.core import clock
from plone import api
from plone.uuid.interfaces import IUUID
from tests.conftest import acting
from tests.registry.confidentiality.conftest import PAPER
from tests.registry.confidentiality.conftest import PARTNER
from tests.registry.confidentiality.conftest import SUBJECT
from tests.security.door import Answer
from tests.security.door import ask
from tests.security.door import JSON

import re

ALL, METADATA, HEAD, NUMBER, NOTHING = "all", "data", "head", "number", "-"
CONTENT = "Kenguru 7"
NEVER = "\0"
"""What no page says: it leads to the whole, or tells less."""


@dataclass(frozen=True)
class Secret:
    """What the doors lead to, as paths and texts."""

    case: str
    document: str
    number: str
    uid: str
    document_uid: str


def secret_of(case: object) -> Secret:
    """Return a case with its one document."""
    (document,) = case.objectValues()
    paths = ["/".join(one.getPhysicalPath()) for one in (case, document)]
    return Secret(*paths, case.registry_number, IUUID(case), IUUID(document))


def told(answer: Answer, secret: Secret, *, whole: str) -> str:
    """Return how much of a thing an answer tells."""
    body = answer.body
    if answer.status == 200 and whole in body:
        return ALL
    if answer.status in (301, 302) and secret.case in answer.location:
        return ALL
    if SUBJECT in body or PAPER in body or PARTNER in body:
        return METADATA
    if secret.number in body or "Confidential" in body:
        return HEAD if "City Operations" in body or '"unit": "works"' in body else NUMBER
    return NOTHING if answer.status in (200, 403, 404) else str(answer.status)


def _page(path: str, whole: str, accept: str = "text/html") -> Callable[[Secret, str], str]:
    def go(secret: Secret, person: str) -> str:
        address = path.format(**vars(secret), year=clock.today().year)
        answer = ask(address, person=person, accept=accept)
        return told(answer, secret, whole=whole)

    return go


def _catalog(secret: Secret, person: str) -> str:
    with acting(person):
        catalog = api.portal.get_tool("portal_catalog")
        found = catalog(UID=[secret.uid, secret.document_uid])
    return f"{len(found)}" if found else NOTHING


def _search(secret: Secret, person: str) -> str:
    address = "/plone/@search"
    query = {"SearchableText": SUBJECT, "metadata_fields": "_all"}
    answer = ask(address, person=person, accept=JSON, query=query)
    found = answer.json["items_total"]
    return told(answer, secret, whole=SUBJECT) if found else NOTHING


def _find(words: str) -> Callable[[Secret, str], str]:
    def go(secret: Secret, person: str) -> str:
        query = {"SearchableText": words.format(**vars(secret))}
        answer = ask("/plone/@@search", person=person, query=query)
        # The page repeats what was asked for; what it has found is in its table.
        body = "".join(re.findall("<tbody.*?</tbody>", answer.body, re.DOTALL))
        return told(Answer(answer.status, {}, body), secret, whole=SUBJECT)

    return go


def _book(secret: Secret, person: str) -> str:
    """Return what the rows of the register tell; its bar names all units."""
    answer = ask(f"/plone/onk/registers/{clock.today().year}", person=person)
    rows = "".join(re.findall("<tbody.*?</tbody>", answer.body, re.DOTALL))
    return told(Answer(answer.status, {}, rows), secret, whole=SUBJECT)


def _names(path: str, accept: str = "text/html") -> Callable[[Secret, str], str]:
    """Return a door at which only the document's name is looked for."""

    def go(secret: Secret, person: str) -> str:
        address = path.format(**vars(secret), year=clock.today().year)
        return ALL if PAPER in ask(address, person=person, accept=accept).body else NOTHING

    return go


DOORS: dict[str, Callable[[Secret, str], str]] = {
    "page": _page("{case}", SUBJECT),
    "paper": _page("{document}", PAPER),
    "rest": _page("{case}", SUBJECT, JSON),
    "rest-paper": _page("{document}", PAPER, JSON),
    "below": _page("{case}/@@who-may", "Kiss Anna"),
    "history": _page("{document}/@history", "version", JSON),
    "version": _page("{document}/@@version/1", CONTENT),
    "download": _page("{document}/@@download/file", CONTENT),
    "preview": _page("{document}/@@preview", CONTENT),
    "uid": _page("/plone/resolveuid/{uid}", SUBJECT),
    "masked": _page("/plone/onk/@@masked/{uid}", NEVER),
    "catalog": _catalog,
    "search": _search,
    "find": _find(SUBJECT),
    "find-number": _find("{number}"),
    "cases": _page("/plone/@@cases", SUBJECT),
    "papers": _page("/plone/@@documents", PAPER),
    "folder": _page("/plone/onk/cases/{year}", SUBJECT),
    "desk": _page("/plone/@@desk", SUBJECT),
    "book": _book,
    "case-papers": _names("{case}"),
    "rest-papers": _names("{case}", JSON),
    "acts-papers": _names("{case}/@decisions", JSON),
    "book-papers": _names("/plone/onk/registers/{year}"),
    "journal-papers": _names("/plone/onk/@@journal"),
}
