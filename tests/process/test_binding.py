"""Which processes an organisation uses from its founding on."""

from muniflow.contract.operations import start_contract
from muniflow.core import clock
from muniflow.organisation.operations import create_organisation
from muniflow.process.operations import first_processes
from muniflow.registry.operations import open_register
from plone import api

import pytest


@pytest.fixture()
def nursery(town):
    """An organisation as somebody founds it on a page."""
    with api.env.adopt_roles(["Manager"]):
        return create_organisation(
            town, id="nap", title="Nursery", code="NAP", colour="#b45309", country="hu"
        )


@pytest.mark.parametrize(
    ("portal_type", "process"),
    [("OutgoingContract", "outgoing-contract"), ("IncomingContract", "incoming-contract")],
)
def test_the_first_process_of_each_type_is_taken(town, portal_type, process):
    assert first_processes(town)[portal_type] == process


def test_a_new_organisation_can_begin(nursery):
    with api.env.adopt_roles(["Manager"]):
        open_register(nursery, year=clock.today().year)
        case = start_contract(
            nursery, portal_type="OutgoingContract", values={"title": "Toys", "unit": ""}
        )
    assert case.process_version == "outgoing-contract.1"
