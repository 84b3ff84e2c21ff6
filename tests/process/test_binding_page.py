"""Administrators choose the process of their organisation on a page."""

from muniflow.core.errors import Invalid
from muniflow.core.interfaces import IJournal
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.process.operations import bind_policy
from muniflow.process.operations import bound_process
from muniflow.process.operations import offered_processes
from muniflow.process.operations import publish
from muniflow.process.variants import variant_for
from zExceptions import Unauthorized
from zope.interface import alsoProvides

import pytest
import re


@pytest.fixture()
def send(town, as_person):
    """Send the form as a person, or look at the page."""

    def post(person, **form):
        request = town.REQUEST
        alsoProvides(request, IMuniflowLayer)
        request.form.clear()
        request.form.update(form)
        request.method = "POST" if form else "GET"
        with as_person(person):
            return town["onk"].restrictedTraverse("@@processes")()

    return post


def test_the_page_marks_what_is_bound(send):
    page = send("judit")
    marked = re.findall(r"<option([^>]*)>", page)
    assert [m for m in marked if "selected" in m and 'value="outgoing-contract"' in m]


def test_another_process_is_bound_and_journalled(send, town):
    send("judit", OutgoingContract="outgoing-contract-office")
    assert bound_process(town["onk"], "OutgoingContract") == "outgoing-contract-office"
    assert list(IJournal(town["onk"]).entries())[-1]["act"] == "process-bound"


def test_running_cases_stay(send, contract):
    case = contract()
    before = case.process_version
    send("judit", OutgoingContract="outgoing-contract-office")
    assert case.process_version == before


def test_an_unknown_process_is_refused(send, town):
    send("judit", OutgoingContract="nothing-of-the-kind")
    assert bound_process(town["onk"], "OutgoingContract") == "outgoing-contract"


def test_clerks_do_not_choose(town, as_person):
    with as_person("anna"), pytest.raises(Unauthorized):
        town["onk"].restrictedTraverse("@@processes")


def test_an_own_variant_is_offered_to_its_organisation_alone(send, town, as_person):
    with as_person("judit"):
        publish(variant_for(town["onk"], town["processes"]["outgoing-contract"]))
    offered = {
        name: [p.getId() for p in offered_processes(town, town[name])["OutgoingContract"]]
        for name in ("onk", "phi")
    }
    assert (
        "onk-outgoing-contract" in offered["onk"],
        "onk-outgoing-contract" in offered["phi"],
    ) == (
        True,
        False,
    )
    assert "own levels" in send("judit")


def test_another_organisations_variant_is_refused(town, as_person):
    with as_person("judit"):
        publish(variant_for(town["onk"], town["processes"]["outgoing-contract"]))
    with pytest.raises(Invalid):
        bind_policy(town["phi"], {"OutgoingContract": "onk-outgoing-contract"})
