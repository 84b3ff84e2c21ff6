"""What decisions are measured on: an empty contract, one full of documents, and a hundred."""

from bench import muniflow_data
from muniflow.approval.operations import choices_for
from muniflow.approval.operations import decide
from muniflow.contract.operations import start_contract
from muniflow.core.lock import writing
from muniflow.document.operations import file_document
from OFS.Application import Application
from plone import api

SETTLED = 40
MANY = 100
DOCUMENTS_AT_ONCE = 50

EMPTY = "Nulldocument"
FULL = "Manydocuments"
ONE_OF_MANY = "Oneofmany"

NUMBERS = 900_000
"""Cases of one clerk, so that one head decides on all of them."""


def build(app: Application, size: int) -> None:
    """Make a site with a few contracts, and those whose decisions are measured.

    ``size`` is the number of documents of the full one.
    """
    muniflow_data.build(app, SETTLED)
    site = app[muniflow_data.SITE]
    organisation = site[muniflow_data.ORGANISATION]
    with writing(site):
        _waiting(organisation, EMPTY, 0)
        full = _drafted(organisation, FULL, 0)
    for first in range(0, size, DOCUMENTS_AT_ONCE):
        with writing(site), api.env.adopt_user(username=muniflow_data.CLERK):
            for number in range(first, min(size, first + DOCUMENTS_AT_ONCE)):
                _document(full, number)
        app._p_jar.cacheMinimize()
    with writing(site):
        _submit(full)
        for number in range(MANY):
            _waiting(organisation, f"{ONE_OF_MANY} {number}", number)


def _drafted(organisation: object, title: str, number: int) -> object:
    known = muniflow_data.values(NUMBERS + number) | {
        "title": title,
        "unit": "unit-0",
        "responsible": muniflow_data.CLERK,
    }
    with api.env.adopt_user(username=muniflow_data.CLERK):
        return start_contract(organisation, portal_type="OutgoingContract", values=known)


def _waiting(organisation: object, title: str, number: int) -> None:
    _submit(_drafted(organisation, title, number))


def _submit(case: object) -> None:
    with api.env.adopt_user(username=muniflow_data.CLERK):
        (choice,) = [c for c in choices_for(case) if c.kind == "submit"]
        decide(case, transition=choice.id)


def _document(case: object, number: int) -> None:
    text = f"Document {number} of many.".encode()
    file_document(case, title=f"Annex {number}", filename=f"annex-{number}.txt", data=text)
