"""Another version of a parallel step: for cases that wait in it, with and without sign-offs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from muniflow.approval.moving import migrate
from muniflow.approval.operations import people_with
from muniflow.approval.operations import signoffs_of
from muniflow.approval.rerouting import candidates
from muniflow.approval.rerouting import preview
from muniflow.core.errors import Invalid
from muniflow.process import operations
from muniflow.process.bpmn import read_model
from muniflow.process.grid import apply
from muniflow.process.grid import read_grid
from muniflow.process.operations import bind_policy
from muniflow.process.operations import install_library
from pathlib import Path
from plone import api

import pytest

DRAWING = Path(__file__).parent / "data" / "parallel.bpmn"


@pytest.fixture()
def process(town):
    """A shared process with a parallel step that the municipality follows."""
    assert install_library(town, {"parallel": DRAWING.read_bytes()}) == []
    bind_policy(town["onk"], {"OutgoingContract": "parallel"})
    return town["processes"]["parallel"]


@pytest.fixture()
def waiting(process, contract, take):
    """A contract that waits for the sign-offs of legal and finance."""
    case = contract(value_net=Decimal(500_000), term_from=date(2026, 1, 1))
    take(case, "anna", "submit")
    return case


@pytest.fixture()
def publish(process):
    """Publish the process with one level changed."""

    def published(step, **change):
        text = operations.text_of(process)
        row = read_grid(read_model(text)).row(step)
        with api.env.adopt_roles(["Manager"]):
            operations.replace_text(process, apply(text, [replace(row, **change)]))
            return operations.publish(process)

    return published


def move(case, workflow):
    """Take a case over as an administrator of the site."""
    with api.env.adopt_roles(["Manager"]):
        migrate(case, workflow)


def statuses(case):
    return {line.branch.function: line.status for line in signoffs_of(case)}


def test_the_preview_names_a_sign_off_that_falls_away(process, waiting):
    text = operations.text_of(process)
    row = read_grid(read_model(text)).row("finance")
    with api.env.adopt_roles(["Manager"]):
        [effect] = preview(process, apply(text, [replace(row, on=False)]))
    assert [r.removed for r in effect.rerouted] == [("Finance countersignature",)]


def test_a_sign_off_that_was_given_stays_given(waiting, take, publish):
    take(waiting, "cili", "approve")
    move(waiting, publish("finance", days=9))
    assert statuses(waiting) == {"legal": "given", "finance": "open"}


def test_and_the_last_one_leaves_the_step_in_the_new_version(waiting, take, publish):
    take(waiting, "cili", "approve")
    move(waiting, publish("finance", days=9))
    take(waiting, "dani", "approve")
    assert people_with(waiting) == ["emma"]


def test_other_sign_offs_are_asked_for_while_none_is_given(waiting, publish):
    move(waiting, publish("finance", function="auditor"))
    assert statuses(waiting) == {"legal": "open", "auditor": "open"}


def test_with_one_given_the_case_stays(process, waiting, take, publish):
    take(waiting, "cili", "approve")
    name = publish("finance", function="auditor")
    with pytest.raises(Invalid):
        move(waiting, name)
    with api.env.adopt_roles(["Manager"]):
        [found] = candidates(process, name)
    assert (found.reason, waiting.process_version) == ("error_migrate_signed", "parallel.1")


def test_a_sign_off_below_its_amount_is_asked_for_no_more(waiting, publish):
    amount = {"from_amount": Decimal(1_000_000), "currency": "HUF"}
    move(waiting, publish("finance", **amount))
    assert people_with(waiting) == ["cili"]
