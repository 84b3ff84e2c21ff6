"""The pages on which a leaver's work is handed over."""

from datetime import timedelta
from muniflow.approval.handover import receipts
from muniflow.core import clock
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.organisation.operations import add_post
from muniflow.organisation.operations import groups_for
from muniflow.organisation.operations import posts_of
from plone import api
from plone.uuid.interfaces import IUUID
from zExceptions import NotFound
from zope.interface import alsoProvides

import pytest


@pytest.fixture()
def send(town, as_person):
    """Send the form as a person, or look at a page; return it."""

    def ask(reader, method="GET", name="@@handover", organisation="onk", **form):
        request = town.REQUEST
        alsoProvides(request, IMuniflowLayer)
        request.form.clear()
        request.form.update(form)
        request.method = method
        with as_person(reader):
            return town[organisation].restrictedTraverse(name)()

    return ask


@pytest.fixture()
def wanted(town):
    """Anna's work for Kata, who begins as a clerk elsewhere."""
    with api.env.adopt_roles(["Manager"]):
        add_post(town["onk"], person="kata", unit="registry", function="clerk")
    yesterday = clock.today() - timedelta(days=1)
    return {"person": "anna", "successor": "kata", "last_day": yesterday.isoformat()}


@pytest.mark.parametrize(
    "words", ["Playground maintenance", "Clerk · City Operations", "to the successor", "Hand over"]
)
def test_the_preview_names_everything(send, wanted, contract, words):
    contract()
    assert words in send("judit", **wanted)


def test_a_preview_changes_nothing(town, send, wanted, contract):
    case = contract()
    send("judit", **wanted)
    assert (case.responsible, receipts(town["onk"])) == ("anna", [])


@pytest.mark.parametrize("gives", [True, False])
def test_it_is_handed_over(town, send, wanted, contract, gives):
    case = contract()
    (post,) = posts_of(town["onk"], "anna")
    send("bela", "POST", **wanted, posts=[IUUID(post)] if gives else [])
    assert case.responsible == "kata"
    assert ("onk.works.clerk" in groups_for("kata")) is gives


@pytest.fixture()
def receipt(town, send, wanted, contract, as_person):
    """The receipt of Anna's handover."""
    contract()
    send("judit", "POST", **wanted)
    with as_person("judit"):
        (found,) = receipts(town["onk"])
    return found


@pytest.mark.parametrize("reader", ["judit", "kata"])
def test_the_receipt_lists_it_again(send, receipt, reader):
    page = send(reader, name="@@handover-receipt", id=receipt.id)
    assert receipt.id in page
    for words in ("Kiss Anna", "Kívül Kata", "Papp Judit", "Playground maintenance", "ends"):
        assert words in page


@pytest.mark.parametrize(
    "reader,organisation", [("cili", "onk"), ("bela", "onk"), ("hugo", "phi"), ("gabi", "phi")]
)
def test_the_receipt_is_not_for_others(send, receipt, reader, organisation):
    with pytest.raises(NotFound):
        send(reader, name="@@handover-receipt", organisation=organisation, id=receipt.id)


def test_an_unknown_receipt_is_not_found(send, receipt):
    with pytest.raises(NotFound):
        send("judit", name="@@handover-receipt", id="1-2")


def test_earlier_ones_are_listed(send, receipt):
    assert f"@@handover-receipt?id={receipt.id}" in send("judit")


@pytest.mark.parametrize("reader", ["anna", "cili", "dani"])
def test_who_leads_nobody_finds_nothing(send, wanted, reader):
    with pytest.raises(NotFound):
        send(reader, **wanted)


@pytest.mark.parametrize(
    "changes,words",
    [
        ({"successor": "hugo"}, "Horváth Hugó holds no post here"),
        ({"successor": "anna"}, "Choose somebody else to take over from Kiss Anna."),
        ({"last_day": "never"}, "“never” cannot be the last day"),
        ({"last_day": "2020-01-01"}, "“2020-01-01” cannot be the last day"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_mistake_is_named(send, wanted, method, changes, words):
    page = send("judit", method, **{**wanted, **changes})
    assert words in page


def test_a_head_hands_over_nobody_of_another_unit(send, wanted):
    page = send("bela", "POST", **{**wanted, "person": "cili"})
    assert "The work of Tóth Cili is for an administrator" in page


def test_a_head_sees_the_own_people_only(send):
    page = send("bela")
    assert 'value="anna"' in page
    before_successors = page.split('id="handover-successor"')[0]
    assert 'value="cili"' not in before_successors
