"""The town with records in both organisations, for looking at it from outside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.contract.operations import start_contract
from muniflow.core import clock
from muniflow.document.operations import file_document
from muniflow.matter.operations import start_case
from muniflow.organisation.operations import add_post
from muniflow.process.definition import FORWARD
from muniflow.process.library import library_of
from muniflow.process.variants import variant_for
from muniflow.registry.operations import open_register
from muniflow.registry.operations import receive
from plone import api
from plone.app.testing import FunctionalTesting
from plone.app.testing import PloneSandboxLayer
from plone.dexterity.interfaces import IDexterityContainer
from plone.dexterity.interfaces import IDexterityContent
from plone.uuid.interfaces import IUUID
from Products.CMFCore.indexing import processQueue
from tests.town import PASSWORD
from tests.town import TOWN_FIXTURE

# The post of the first ended yesterday, that of the second begins tomorrow.
GHOSTS = {"lajos": "Régi Lajos", "mara": "Holnap Mária"}
MANAGER = "zita"
"""A manager of the site, who holds no post."""

WORDS = {
    "onk": ("Zsilipkapu", "Kékmadár"),
    "phi": ("Lépcsőház", "Sárgarigó"),
}
"""What stands in the titles of the records of an organisation, and its partner."""


@dataclass(frozen=True)
class Record:
    """One object of an organisation, as plain values."""

    portal_type: str
    organisation: str
    path: str
    uid: str
    title: str
    number: str


def build(portal: object) -> None:
    """Add people whose post has ended or not begun, and records."""
    day = clock.today()
    with api.env.adopt_roles(["Manager"]):
        for person, name in {**GHOSTS, MANAGER: "Kezelő Zita"}.items():
            api.user.create(
                email=f"{person}@town.example",
                username=person,
                password=PASSWORD,
                properties={"fullname": name},
            )
        api.user.grant_roles(username=MANAGER, roles=["Manager"])
        add_post(
            portal["onk"],
            person="lajos",
            unit="works",
            function="clerk",
            until=day - timedelta(days=1),
        )
        add_post(
            portal["onk"],
            person="mara",
            unit="works",
            function="clerk",
            since=day + timedelta(days=1),
        )
        variant_for(portal["onk"], library_of(portal)["outgoing-contract"])
        yesterday = clock.now() - timedelta(days=1)
        with clock.frozen(yesterday):
            open_register(portal["onk"], year=clock.today().year)
    with clock.frozen(yesterday):
        fill(portal, "onk", "lajos", "OutgoingContract")
    fill(portal, "onk", "gabi", "IncomingContract")
    fill(portal, "onk", "gabi", "GeneralCase")
    fill(portal, "phi", "hugo", "OutgoingContract")
    for organisation in ("onk", "phi"):
        take_in(portal, organisation)


def fill(portal: object, organisation: str, person: str, portal_type: str) -> None:
    """Start a case, file a document in it and send it on, so that both have numbers."""
    word, partner = WORDS[organisation]
    with api.env.adopt_user(username=person):
        values = {
            "title": f"{word} {portal_type}",
            "partners": (f"{partner} Bt.",),
            "unit": "works",
            "responsible": person,
        }
        case = _started(portal[organisation], portal_type, values)
        file_document(case, title=f"{word} tervrajz", filename="terv.txt", data=word.encode())
        choice = next(c for c in decisions_for(case) if c.kind in FORWARD)
        decide(case, transition=choice.id, comment="Kérem.")


def _started(organisation: object, portal_type: str, values: dict[str, object]) -> object:
    """Start a case of a type."""
    if portal_type == "GeneralCase":
        return start_case(organisation, values)
    more = {"value_net": Decimal(700_000), "term_from": clock.today()}
    return start_contract(organisation, portal_type=portal_type, values={**values, **more})


def records(portal: object, organisation: str) -> Iterator[Record]:
    """Yield one record of every type of an organisation."""
    seen = set()
    for obj in _objects(portal[organisation]):
        kind = (obj.portal_type, obj.getId() if obj.portal_type == "Section" else "")
        if kind not in seen:
            seen.add(kind)
            yield Record(
                obj.portal_type,
                organisation,
                "/".join(obj.getPhysicalPath()),
                IUUID(obj),
                obj.Title(),
                getattr(obj, "registry_number", ""),
            )


def _objects(obj: object) -> Iterator[object]:
    yield obj
    for child in obj.objectValues() if IDexterityContainer.providedBy(obj) else ():
        if IDexterityContent.providedBy(child):
            yield from _objects(child)


def take_in(portal: object, organisation: str) -> None:
    """Take in something of the organisation's partner, with a file."""
    word, partner = WORDS[organisation]
    with api.env.adopt_user(username="gabi"):
        receive(
            portal[organisation],
            sender=f"{partner} Bt.",
            subject=f"{word} levele",
            mode="post",
            carrier="paper",
            files=[("level.txt", word.encode())],
        )


class WorldLayer(PloneSandboxLayer):
    """The town with records."""

    defaultBases = (TOWN_FIXTURE,)

    def setUpPloneSite(self, portal: object) -> None:
        """Build it once for all tests."""
        build(portal)
        processQueue()


WORLD_FIXTURE = WorldLayer()
WORLD_FUNCTIONAL = FunctionalTesting(bases=(WORLD_FIXTURE,), name="World:Functional")
