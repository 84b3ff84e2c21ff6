"""Rights in one organisation are none in another, and end with the post's last day."""

from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.contract.operations import start_contract
from muniflow.core import clock
from muniflow.process.interfaces import FORWARD
from plone import api
from tests.security.door import ask
from tests.security.door import JSON
from tests.security.world import Record
from tests.security.world import records

import pytest
import re
import transaction

BUTTON = re.compile(r'name="decision"|value="(approve|submit|sign)[a-z-]*"')


def _forward(case: object, person: str, kind: str = "") -> None:
    with api.env.adopt_user(username=person):
        choice = next(c for c in decisions_for(case) if c.kind in (kind or FORWARD))
        decide(case, transition=choice.id, comment="Rendben.")


def _start(world: object, organisation: str, person: str, amount: int) -> object:
    values = {
        "title": "Járdaépítés",
        "partners": ("Fekete Rigó Kft.",),
        "value_net": Decimal(amount),
        "term_from": clock.today(),
        "unit": "works",
        "responsible": person,
    }
    with api.env.adopt_user(username=person):
        return start_contract(world[organisation], portal_type="OutgoingContract", values=values)


def _until(case: object, people: tuple[str, ...], step: str) -> str:
    """Bring a case to a step and return its path."""
    for person in people:
        if api.content.get_state(case) == step:
            break
        _forward(case, person)
    assert api.content.get_state(case) == step
    transaction.commit()
    return "/".join(case.getPhysicalPath())


@pytest.fixture()
def at_legal(world) -> dict[str, str]:
    """A contract at legal review in both organisations; Anna is legal only in the Office."""
    return {
        "onk": _until(_start(world, "onk", "anna", 6_000_000), ("anna", "bela"), "legal-review"),
        "phi": _until(_start(world, "phi", "hugo", 6_000_000), ("hugo", "dani"), "legal-review"),
    }


@pytest.mark.parametrize(("organisation", "buttons"), [("onk", False), ("phi", True)])
def test_the_button_is_where_the_post_is(at_legal, organisation, buttons):
    """Anna is clerk in the Municipality and legal in the Office."""
    page = ask(at_legal[organisation], person="anna")
    assert page.status == 200
    assert bool(BUTTON.search(page.body)) is buttons


@pytest.mark.parametrize(("organisation", "number"), [("onk", 0), ("phi", 2)])
def test_and_so_are_the_decisions_of_programs(at_legal, organisation, number):
    answer = ask(f"{at_legal[organisation]}/@workflow", person="anna", accept=JSON)
    # What she started she may withdraw, wherever it is.
    found = [t for t in answer.json["transitions"] if t["title"] != "Withdraw"]
    assert len(found) >= number
    assert bool(found) is bool(number)


@pytest.mark.parametrize(("organisation", "shown"), [("onk", False), ("phi", True)])
def test_and_so_is_the_desk(at_legal, organisation, shown):
    page = ask("/plone/@@desk", person="anna")
    assert (f"http://nohost{at_legal[organisation]}" in page.body) is shown


@contextmanager
def _day(days: int):
    with clock.frozen(clock.now() + timedelta(days=days)):
        yield


@pytest.fixture()
def case(world) -> Record:
    """The contract that Lajos started and answers for."""
    return next(r for r in records(world, "onk") if r.portal_type == "OutgoingContract")


@pytest.mark.parametrize(
    ("person", "days", "status"),
    [
        ("lajos", -1, 200),
        ("lajos", 0, 404),
        ("mara", 0, 404),
        ("mara", 1, 200),
    ],
)
@pytest.mark.parametrize("accept", ["text/html", JSON])
def test_a_post_counts_on_its_days(world, case, person, days, status, accept):
    with _day(days):
        assert ask(case.path, person=person, accept=accept).status == status


@pytest.mark.parametrize(
    ("person", "days", "found"),
    [("lajos", -1, 1), ("lajos", 0, 0), ("mara", 0, 0), ("mara", 1, 1)],
)
def test_and_finds_on_its_days(world, case, person, days, found):
    with _day(days):
        answer = ask("/plone/@search", person=person, accept=JSON, query={"UID": case.uid})
    assert answer.json["items_total"] == found


@pytest.mark.parametrize("tab", ["todo", "drafts", "others", "done"])
def test_the_desk_of_who_left_is_empty(world, case, tab):
    page = ask("/plone/@@desk", person="lajos", query={"tab": tab})
    assert page.status == 200
    assert "Zsilipkapu" not in page.body


def test_who_left_may_nothing_for_having_made_it(world, case):
    obj = world.unrestrictedTraverse(case.path)
    assert "lajos" not in dict(obj.get_local_roles())
    user = api.user.get("lajos").getUser()
    assert not {"Responsible", "Organisation Member"} & set(user.getRolesInContext(obj))
    with api.env.adopt_user(username="lajos"):
        allowed = [p for p in obj.possible_permissions() if api.user.has_permission(p, obj=obj)]
    with api.env.adopt_user(username="kata"):
        anybody = [p for p in obj.possible_permissions() if api.user.has_permission(p, obj=obj)]
    assert set(allowed) - set(anybody) == set()


def test_nobody_is_named_in_the_catalog(world):
    """Rights of people would outlive their posts there."""
    index = world.portal_catalog.Indexes["allowedRolesAndUsers"]
    people = {v for v in index.uniqueValues() if v.startswith("user:") and "." not in v}
    assert people == set()
