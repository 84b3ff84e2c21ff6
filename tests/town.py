"""A small town for tests: two organisations, a few people, some in both."""

from muniflow.core import clock
from muniflow.organisation.operations import add_post
from muniflow.organisation.operations import add_unit
from muniflow.organisation.operations import create_organisation
from muniflow.process.operations import bind_policy
from muniflow.registry.operations import open_register
from muniflow.testing import FIXTURE
from plone import api
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PloneSandboxLayer
from Products.CMFCore.indexing import processQueue

PASSWORD = "muniflow-test-1"

# person: (name, [(organisation, unit, function)])
PEOPLE = {
    "anna": ("Kiss Anna", [("onk", "works", "clerk"), ("phi", "legal", "legal")]),
    "bela": ("Nagy Béla", [("onk", "works", "head")]),
    "cili": ("Tóth Cili", [("onk", "legal", "legal")]),
    "dani": ("Szabó Dani", [("onk", "finance", "finance"), ("phi", "finance", "finance")]),
    "emma": ("Varga Emma", [("onk", "cabinet", "signatory")]),
    "feri": ("Kovács Feri", [("phi", "cabinet", "signatory")]),
    "gabi": ("Molnár Gabi", [("onk", "registry", "records"), ("phi", "registry", "records")]),
    "hugo": ("Horváth Hugó", [("phi", "works", "clerk")]),
    "ida": ("Balogh Ida", [("phi", "works", "head")]),
    "judit": ("Papp Judit", [("onk", "cabinet", "admin")]),
    "kata": ("Kívül Kata", []),
}
UNITS = {
    "works": "City Operations",
    "legal": "Legal",
    "finance": "Finance",
    "cabinet": "Cabinet",
    "registry": "Registry",
}
ORGANISATIONS = {
    "onk": ("Municipality", "ONK", "#0f766e", "outgoing-contract"),
    "phi": ("Mayor's Office", "PHI", "#4338ca", "outgoing-contract-office"),
}


def build(portal: object) -> None:
    """Make the whole town as a manager."""
    with api.env.adopt_roles(["Manager"]):
        for person, (name, _posts) in PEOPLE.items():
            api.user.create(
                email=f"{person}@town.example",
                username=person,
                password=PASSWORD,
                properties={"fullname": name},
            )
        for name, (title, code, colour, process) in ORGANISATIONS.items():
            organisation = create_organisation(
                portal, id=name, title=title, code=code, colour=colour, country="hu"
            )
            for unit, unit_title in UNITS.items():
                add_unit(organisation, id=unit, title=unit_title)
            open_register(organisation, year=clock.today().year)
            bind_policy(
                organisation,
                {"OutgoingContract": process, "IncomingContract": "incoming-contract"},
            )
        for person, (_name, posts) in PEOPLE.items():
            for organisation, unit, function in posts:
                add_post(portal[organisation], person=person, unit=unit, function=function)


class TownLayer(PloneSandboxLayer):
    """The town on top of a site with muniflow."""

    defaultBases = (FIXTURE,)

    def setUpPloneSite(self, portal: object) -> None:
        """Build it once for all tests."""
        build(portal)
        # The queue needs the site, and the layer has left it when it commits.
        processQueue()


TOWN_FIXTURE = TownLayer()
TOWN_INTEGRATION = IntegrationTesting(bases=(TOWN_FIXTURE,), name="Town:Integration")
TOWN_FUNCTIONAL = FunctionalTesting(bases=(TOWN_FIXTURE,), name="Town:Functional")
