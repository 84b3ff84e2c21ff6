"""What the tests of documents share."""

from collections.abc import Callable
from muniflow.contract.operations import start_contract
from muniflow.core.worker import kernel
from muniflow.document.operations import file_document

import pytest
import transaction


@pytest.fixture()
def filed(live_town, as_person) -> Callable:
    """A factory of committed documents, each in a contract of its own."""

    def make(filename: str, data: bytes, organisation: str = "onk", person: str = "anna"):
        with as_person(person):
            values = {"title": "Papers", "unit": "works", "responsible": person}
            case = start_contract(
                live_town[organisation], portal_type="OutgoingContract", values=values
            )
            document = file_document(case, title="Paper", filename=filename, data=data)
        transaction.commit()
        return document

    return make


@pytest.fixture()
def work(functional) -> Callable:
    """A function that lets the worker do jobs; returns what was done and what failed."""

    def act(*names: str) -> tuple[list[str], dict[str, str]]:
        transaction.commit()
        reports = list(kernel.work_all(functional["app"], names))
        transaction.begin()
        done = [title for report in reports for title in report.done]
        failed = {t: e for report in reports for t, e in report.failed.items()}
        return done, failed

    return act
