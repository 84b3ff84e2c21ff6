"""A contract with a document, and everybody who could ask for them."""

from decimal import Decimal
from muniflow.contract.operations import start_contract
from muniflow.core import clock
from muniflow.document.operations import file_document
from muniflow.organisation.operations import add_post
from muniflow.organisation.operations import enter_substitution
from muniflow.registry.operations import register_case
from plone import api
from Products.CMFCore.indexing import processQueue
from tests.conftest import acting
from tests.town import PASSWORD

import pytest
import transaction

SUBJECT = "Zsirafszelidites"
"""No other page says it."""

PAPER = "Kenguruterelo"
PARTNER = "Tapirtenyeszto Kft."
MORE = {
    "olga": ("works", "clerk"),
    "rita": ("registry", "auditor"),
    "vera": ("cabinet", "clerk"),
    "sara": ("cabinet", "clerk"),
}
MANAGER = "zita"


def account(person: str) -> None:
    """Make an account."""
    api.user.create(email=f"{person}@x.example", username=person, password=PASSWORD)


@pytest.fixture()
def office(live_town, monkeypatch, tmp_path) -> object:
    """The town with an auditor, a second clerk of the unit, two who stand in, and a manager."""
    monkeypatch.setenv("MUNIFLOW_SPOOL", str(tmp_path))
    with api.env.adopt_roles(["Manager"]):
        for person, (unit, function) in MORE.items():
            account(person)
            add_post(live_town["onk"], person=person, unit=unit, function=function)
        account(MANAGER)
        api.user.grant_roles(username=MANAGER, roles=["Manager"])
        for absent, substitute in (("anna", "vera"), ("dani", "sara")):
            functions = ["responsible", "clerk"] if absent == "anna" else ["finance"]
            enter_substitution(
                live_town["onk"],
                absent=absent,
                substitute=substitute,
                functions=functions,
                since=clock.today(),
                until=clock.today(),
            )
    processQueue()
    transaction.commit()
    return live_town


@pytest.fixture()
def secret(office) -> object:
    """A registered contract with a document in it."""
    values = {
        "title": SUBJECT,
        "partners": (PARTNER,),
        "value_net": Decimal(500_000),
        "unit": "works",
        "responsible": "anna",
        "term_from": clock.today(),
    }
    with acting("anna"):
        case = start_contract(office["onk"], portal_type="OutgoingContract", values=values)
        file_document(case, title=PAPER, filename=f"{PAPER}.txt", data=b"Kenguru 7")
    with acting("gabi"):
        register_case(case)
    processQueue()
    transaction.commit()
    return case
