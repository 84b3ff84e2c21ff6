"""The server as always, with a town in which many cases wait for several people at once.

Usage: as backend.serve; what waits for whom is written into the file CROWD, as JSON.
"""

from backend.serve import main
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from muniflow.approval.operations import choices_for
from muniflow.approval.operations import decide
from muniflow.cli import application
from muniflow.contract.operations import start_contract
from muniflow.core import clock
from muniflow.distribution.operations import create_site
from muniflow.organisation.operations import add_post
from muniflow.organisation.operations import enter_substitution
from muniflow.process.operations import bind_policy
from muniflow.process.operations import install_library
from pathlib import Path
from plone import api
from tests.process.drawings import BEGIN
from tests.process.drawings import decision
from tests.process.drawings import drawing
from tests.process.drawings import flow
from tests.process.drawings import task
from tests.town import build
from tests.town import PASSWORD
from zope.component import provideHandler
from zope.component.hooks import site as active_site
from zope.processlifetime import IProcessStarting

import json
import os
import sys
import transaction

ROUNDS = {"holders": 10, "parallel": 5, "council": 5, "substitutes": 5}
SITE = {
    "site_id": "town",
    "title": "Town",
    "default_language": "en",
    "country": "hu",
    "organisations": [],
    "setup_content": False,
}
PARALLEL = Path(__file__).parents[1] / "approval" / "data" / "parallel.bpmn"
COUNCIL = (
    drawing(
        *BEGIN,
        flow("a", "b", "Send"),
        task("b", "Council", inside="<multiInstanceLoopCharacteristics />"),
        flow("b", "done", "Agree", decision("approve")),
        lanes={"clerk": "a", "legal": "b"},
    )
    .replace('muniflow:for="TestCase"', 'muniflow:for="OutgoingContract"')
    .replace('<process id="p"', '<process id="council"')
    .encode()
)
MORE = {"pali": ("works", "head"), "lili": ("legal", "legal"), "nora": ("cabinet", "clerk")}
"""Second holders; Nóra and Emma stand in for the finance countersigner."""

CROWDS = {
    "holders": ("outgoing-contract", ("bela", "pali")),
    "parallel": ("parallel", ("cili", "lili")),
    "council": ("council", ("cili", "lili")),
    "substitutes": ("parallel", ("nora", "tibi")),
}
"""Through which process the cases go, and who decides on each at the same moment."""


def prepare(event: IProcessStarting) -> None:
    """Make the town and its cases once Zope has started."""
    with application() as app:
        portal = create_site(app, SITE)
        with active_site(portal):
            build(portal)
            settle(portal)
            crowd = {name: list(cases(portal, name)) for name in CROWDS}
        transaction.commit()
    Path(os.environ["CROWD"]).write_text(json.dumps(crowd))


def settle(portal: object) -> None:
    """Bring the second holders and those who stand in, and publish the drawings."""
    day = timedelta(days=1)
    for person, (unit, function) in {**MORE, "tibi": ("cabinet", "clerk")}.items():
        api.user.create(email=f"{person}@town.example", username=person, password=PASSWORD)
        add_post(portal["onk"], person=person, unit=unit, function=function)
    for substitute in ("nora", "tibi"):
        enter_substitution(
            portal["onk"],
            absent="dani",
            substitute=substitute,
            functions=["finance"],
            since=clock.today(),
            until=clock.today() + day,
        )
    library = {"parallel": PARALLEL.read_bytes(), "council": COUNCIL}
    assert install_library(portal, library) == []


def cases(portal: object, name: str) -> Iterator[dict[str, object]]:
    """Start the cases of a crowd, send them on, and yield where they are."""
    process, people = CROWDS[name]
    bind_policy(portal["onk"], {"OutgoingContract": process})
    for number in range(ROUNDS[name]):
        values = {
            "title": f"{name.capitalize()} {number}",
            "partners": ("Zöld Liget Kft.",),
            "value_net": Decimal(2_000_000),
            "term_from": clock.today(),
            "unit": "works",
            "responsible": "anna",
        }
        with api.env.adopt_user(username="anna"):
            case = start_contract(portal["onk"], portal_type="OutgoingContract", values=values)
            submit = next(c for c in choices_for(case) if c.kind == "submit")
            decide(case, transition=submit.id)
        yield {"path": "/".join(case.getPhysicalPath()), "title": case.title, "people": people}


if __name__ == "__main__":
    provideHandler(prepare, [IProcessStarting])
    sys.exit(main())
