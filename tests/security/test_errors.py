"""What our own errors look like from outside, and that they leave nothing behind."""

from decimal import Decimal
from muniflow.approval.operations import decisions_for
from muniflow.contract.operations import start_contract
from muniflow.core import clock
from muniflow.process.interfaces import FORWARD
from muniflow.registry.operations import close_register
from plone import api
from tests.security.door import Answer
from tests.security.door import ask
from tests.security.door import JSON
from tests.security.door import token_of
from tests.security.world import Record
from tests.security.world import records

import pytest


@pytest.fixture()
def returnable(world) -> tuple[Record, str]:
    """A contract with its head, and a decision that needs a comment."""
    record = next(r for r in records(world, "onk") if r.portal_type == "OutgoingContract")
    with api.env.adopt_user(username="bela"):
        case = world.unrestrictedTraverse(record.path)
        choice = next(c for c in decisions_for(case) if c.comment_required)
    return record, choice.id


def _state(world: object, record: Record) -> tuple[str, int]:
    case = world.unrestrictedTraverse(record.path)
    return api.content.get_state(case), len(case.workflow_history[case.process_version])


def _decide_by_rest(record: Record, transition: str, **headers: str) -> Answer:
    return ask(
        f"{record.path}/@workflow/{transition}",
        person="bela",
        method="POST",
        accept=JSON,
        data={},
        headers=headers,
    )


def _decide_by_page(record: Record, transition: str, person: str = "bela") -> Answer:
    form = {"decision": transition, "comment": "", "_authenticator": token_of(person)}
    return ask(f"{record.path}/@@decide", person=person, method="POST", form=form)


def test_a_missing_comment_is_said_to_programs(world, returnable):
    record, transition = returnable
    before = _state(world, record)
    answer = _decide_by_rest(record, transition)
    assert (answer.status, _state(world, record)) == (400, before)
    assert "needs a comment" in answer.json["error"]["message"]


@pytest.mark.parametrize("language", ["hu", "cs"])
def test_and_in_their_language(world, returnable, language):
    record, transition = returnable
    answer = _decide_by_rest(record, transition, **{"Accept-Language": language})
    message = answer.json["error"]["message"]
    assert "needs a comment" not in message
    assert "error_comment_missing" not in message


def test_a_missing_comment_is_said_on_the_page(world, returnable):
    record, transition = returnable
    before = _state(world, record)
    answer = _decide_by_page(record, transition)
    assert _state(world, record) == before
    assert "needs a comment" in answer.body


@pytest.mark.parametrize("person", ["anna", "cili", "gabi", "zita"])
def test_a_decision_of_somebody_else_is_refused(world, returnable, person):
    record, transition = returnable
    before = _state(world, record)
    _decide_by_page(record, transition, person)
    answer = ask(
        f"{record.path}/@workflow/{transition}",
        person=person,
        method="POST",
        accept=JSON,
        data={"comment": "Mégis."},
    )
    assert (answer.status, _state(world, record)) == (400, before)


@pytest.fixture()
def unnumbered(world) -> tuple[str, str]:
    """A draft of the Office whose next decision would register it, in a closed register."""
    values = {
        "title": "Elkésett",
        "partners": ("Sárgarigó Bt.",),
        "value_net": Decimal(700_000),
        "term_from": clock.today(),
        "unit": "works",
        "responsible": "hugo",
    }
    with api.env.adopt_user(username="hugo"):
        case = start_contract(world["phi"], portal_type="OutgoingContract", values=values)
        choice = next(c for c in decisions_for(case) if c.kind in FORWARD)
    with api.env.adopt_roles(["Manager"]):
        close_register(world["phi"]["registers"][str(clock.today().year)], reason="moving house")
    return "/".join(case.getPhysicalPath()), choice.id


def _left(world: object, path: str) -> tuple[str, str, int, int]:
    case = world.unrestrictedTraverse(path)
    book = world["phi"]["registers"][str(clock.today().year)].book
    return api.content.get_state(case), case.registry_number, len(book), book.last


def test_a_closed_register_is_said_to_programs(world, unnumbered):
    path, transition = unnumbered
    before = _left(world, path)
    url = f"{path}/@workflow/{transition}"
    answer = ask(url, person="hugo", method="POST", accept=JSON, data={})
    assert (answer.status, _left(world, path)) == (400, before)
    assert "was closed on" in answer.json["message"]


def test_a_closed_register_is_said_on_plones_own_page(world, unnumbered):
    path, transition = unnumbered
    before = _left(world, path)
    form = {"workflow_action": transition, "_authenticator": token_of("hugo")}
    url = f"{path}/content_status_modify"
    answer = ask(url, person="hugo", method="POST", form=form)
    assert (answer.status, _left(world, path)) == (403, before)
    assert "was closed on" in answer.body


def test_no_error_shows_its_inside(world):
    """A fault in the program gives a number, not a traceback, except to managers."""
    answer = ask("/plone/@@author-feedback-template", person="anna")
    assert answer.status == 500
    assert "Traceback" not in answer.body
    assert "KeyError" not in answer.body


@pytest.mark.parametrize("accept", ["text/html", JSON])
def test_what_is_not_allowed_is_said_to_members(world, accept):
    answer = ask("/plone/onk/edit", person="anna", accept=accept)
    assert (answer.status, answer.location) == (403, "")
