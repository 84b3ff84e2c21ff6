"""A site with one organisation and its contracts, made with the verbs of muniflow."""

from bench.people import PASSWORD
from decimal import Decimal
from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.contract.operations import start_contract
from muniflow.core import clock
from muniflow.core.lock import writing
from muniflow.distribution.operations import create_site
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import add_post
from muniflow.organisation.operations import add_unit
from muniflow.organisation.operations import create_organisation
from muniflow.process.operations import bind_policy
from muniflow.registry.operations import open_register
from OFS.Application import Application
from plone import api
from zope.component.hooks import setSite

SITE = "muniflow"
ORGANISATION = "onk"
DESK = f"/{SITE}/@@desk"
HEAD = "head-0"
CLERK = "clerk-0-0"

PROCESSES = {"OutgoingContract": "outgoing-contract", "IncomingContract": "incoming-contract"}
UNITS = 4
CLERKS = 5
BATCH = 100
ABOVE = ("legal", "finance", "signatory", "records")

TITLE = "Contract number {number} on the upkeep of the roads of district {district}"
NOTES = "What it is about, in a few words."


def build(app: Application, size: int) -> None:
    """Make the site, its people, and ``size`` contracts: most settled, some waiting."""
    site = create_site(
        app,
        {
            "site_id": SITE,
            "title": "Bench",
            "default_language": "en",
            "country": "hu",
            "organisations": [],
            "setup_content": False,
        },
    )
    setSite(site)
    with writing(site):
        organisation = _organisation(site)
    for first in range(0, size, BATCH):
        with writing(site):
            for number in range(first, min(size, first + BATCH)):
                _contract(organisation, number)
        app._p_jar.cacheMinimize()


def cases_path(year: int) -> str:
    """Return where the cases of a year are."""
    return f"/{SITE}/{ORGANISATION}/cases/{year}"


def values(number: int) -> dict[str, object]:
    """Return what is known of a contract."""
    unit, clerk = number % UNITS, number // UNITS % CLERKS
    return {
        "title": TITLE.format(number=number, district=number % 97),
        "description": NOTES,
        "partners": (f"Partner {number % 500} Ltd., Dunakeszi",),
        "value_net": Decimal(1_000_000 + number * 1000),
        "value_gross": Decimal(1_270_000 + number * 1270),
        "currency": "HUF",
        "term_from": clock.today(),
        "indefinite": True,
        "unit": f"unit-{unit}",
        "responsible": f"clerk-{unit}-{clerk}",
    }


def _organisation(site: object) -> IOrganisation:
    organisation = create_organisation(
        site,
        id=ORGANISATION,
        title="Municipality of the Bench",
        code="ONK",
        colour="#1f4e79",
        country="hu",
    )
    add_unit(organisation, id="office", title="Office")
    for unit in range(UNITS):
        add_unit(organisation, id=f"unit-{unit}", title=f"Unit {unit}")
        _post(organisation, f"head-{unit}", f"unit-{unit}", "head")
        for clerk in range(CLERKS):
            _post(organisation, f"clerk-{unit}-{clerk}", f"unit-{unit}", "clerk")
    for function in ABOVE:
        _post(organisation, function, "office", function)
    open_register(organisation, year=clock.today().year)
    bind_policy(organisation, PROCESSES)
    return organisation


def _post(organisation: IOrganisation, person: str, unit: str, function: str) -> None:
    api.user.create(username=person, email=f"{person}@example.org", password=PASSWORD)
    add_post(organisation, person=person, unit=unit, function=function)


def _contract(organisation: IOrganisation, number: int) -> None:
    """Start a contract; of 20 one stays a draft, two wait for the head, the rest is refused."""
    known = values(number)
    rest = number // UNITS % 20
    with api.env.adopt_user(username=known["responsible"]):
        case = start_contract(organisation, portal_type="OutgoingContract", values=known)
        if rest > 0:
            _decide(case, "submit")
    if rest > 2:
        with api.env.adopt_user(username=f"head-{number % UNITS}"):
            _decide(case, "reject", "Not this year.")


def _decide(case: object, kind: str, comment: str = "") -> None:
    """Take the first decision of a kind."""
    choice = next(choice for choice in decisions_for(case) if choice.kind == kind)
    decide(case, transition=choice.id, comment=comment)
