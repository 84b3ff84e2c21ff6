"""The pages and services of the dispatch list, asked through the real publisher."""

from muniflow.contract.operations import start_contract
from muniflow.core import clock
from muniflow.core import sheets
from muniflow.document.operations import file_document
from muniflow.registry.dispatch.operations import dispatch
from muniflow.registry.dispatch.operations import dispatch_of
from muniflow.registry.dispatch.operations import dispatches_of
from muniflow.registry.operations import register_case
from tests.security import door

import pytest

TO = {"addressee": "Zöld Liget Kft.", "address": "2120 Dunakeszi, Fő út 1.", "mode": "registered"}
ONK = "/plone/onk"


@pytest.fixture()
def live_letter(live_town, as_person):
    """A registered letter in a town with real commits."""
    with as_person("anna"):
        values = {"title": "Papers", "unit": "works", "responsible": "anna"}
        case = start_contract(live_town["onk"], portal_type="OutgoingContract", values=values)
        register_case(case)
        return file_document(case, title="Letter", filename="a.txt", data=b"Dear Sir")


@pytest.fixture()
def sent(live_letter, as_person):
    """The number of the letter on the list."""
    with as_person("anna"):
        return dispatch(live_letter, **TO)


def path_of(document):
    return "/".join(document.getPhysicalPath())


def form(person, **fields):
    return {**fields, "_authenticator": door.token_of(person)}


@pytest.mark.parametrize(
    ("person", "status"),
    [("gabi", 200), ("judit", 200), ("anna", 404), ("bela", 404), ("hugo", 404), ("", 302)],
)
@pytest.mark.parametrize("view", ["dispatch", "dispatch.pdf", "dispatch.xlsx"])
def test_the_list_is_for_those_who_see_the_register(sent, person, status, view):
    found = door.ask(f"{ONK}/@@{view}", person=person).status
    assert found == status or (status == 404 and found == 403)


def test_the_list_shows_what_waits(sent):
    page = door.ask(f"{ONK}/@@dispatch", person="gabi").body
    assert sent in page and "Liget Kft." in page
    assert f'name="tracking-{sent}"' in page


def test_the_page_of_a_document_says_what_was_sent(live_letter, sent):
    page = door.ask(path_of(live_letter), person="anna").body
    assert "Liget Kft. on " in page
    assert "/@@dispatch" in page


def test_a_clerk_sends_by_the_form(live_letter):
    answer = door.ask(
        f"{path_of(live_letter)}/@@dispatch",
        person="anna",
        method="POST",
        form=form("anna", more="A; Street 1\nB; Street 2", mode="post"),
    )
    assert answer.status == 302
    assert [d.addressee for d in dispatches_of(live_letter)] == ["A", "B"]


def test_a_wrong_form_keeps_what_was_written(live_letter):
    answer = door.ask(
        f"{path_of(live_letter)}/@@dispatch",
        person="anna",
        method="POST",
        form=form("anna", addressee="Kiss", address="", mode="post"),
    )
    assert 'value="Kiss"' in answer.body
    assert "There is no address of Kiss" in answer.body


@pytest.mark.parametrize("person", ["cili", "judit"])
def test_colleagues_without_the_function_do_not_send(live_letter, person):
    answer = door.ask(f"{path_of(live_letter)}/@@dispatch", person=person)
    assert answer.status == 403


@pytest.mark.parametrize("person", ["hugo", "kata"])
def test_for_outsiders_nothing_is_there(live_letter, person):
    assert door.ask(f"{path_of(live_letter)}/@@dispatch", person=person).status == 404


def test_the_records_officer_hands_over_what_is_ticked(live_town, sent):
    fields = form("gabi", item=sent) | {f"tracking-{sent}": "RL 123"}
    answer = door.ask(f"{ONK}/@@dispatch", person="gabi", method="POST", form=fields)
    assert answer.status == 302
    found = dispatch_of(live_town["onk"], sent)
    assert (found.state, found.tracking, found.handed_by) == ("handed", "RL 123", "gabi")


def test_what_cannot_be_handed_over_is_named_with_its_reason(sent):
    fields = {"item": [sent, "P99/2026"], "_authenticator": door.token_of("gabi")}
    page = door.ask(f"{ONK}/@@dispatch", person="gabi", method="POST", form=fields).body
    assert "Not handed over" in page
    assert "has no dispatch P99/2026" in page


def test_an_administrator_sees_and_hands_nothing_over(live_town, sent):
    assert 'name="item"' not in door.ask(f"{ONK}/@@dispatch", person="judit").body
    fields = form("judit", item=sent)
    answer = door.ask(f"{ONK}/@@dispatch", person="judit", method="POST", form=fields)
    assert answer.status == 403
    assert dispatch_of(live_town["onk"], sent).state == "prepared"


def test_the_end_is_written_on_the_page_of_the_item(live_town, sent):
    door.ask(f"{ONK}/@@dispatch", person="gabi", method="POST", form=form("gabi", item=sent))
    fields = form("gabi", number=sent, state="delivered", ended=clock.today().isoformat())
    answer = door.ask(f"{ONK}/@@dispatch-item", person="gabi", method="POST", form=fields)
    assert answer.status == 302
    assert dispatch_of(live_town["onk"], sent).state == "delivered"


def test_an_item_is_cancelled_with_a_reason(live_town, sent):
    fields = form("gabi", number=sent, state="cancelled", reason="Wrong envelope")
    door.ask(f"{ONK}/@@dispatch-item", person="gabi", method="POST", form=fields)
    page = door.ask(f"{ONK}/@@dispatch-item", person="gabi", query={"number": sent}).body
    assert "cancelled" in page and "Wrong envelope" in page


@pytest.mark.parametrize("number", ["", "P99/2026", "<b>"])
def test_an_unknown_item_is_not_found(sent, number):
    answer = door.ask(f"{ONK}/@@dispatch-item", person="gabi", query={"number": number})
    assert answer.status == 404


def test_the_post_book_is_a_pdf(sent):
    answer = door.ask(f"{ONK}/@@dispatch.pdf", person="gabi")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body.startswith("%PDF-")


def test_a_program_sends_hands_over_and_ends(live_letter, live_town):
    data = {"mode": "post", "addressees": [{"name": "A", "address": "Street 1"}]}
    answer = door.ask(
        f"{path_of(live_letter)}/@dispatches",
        person="anna",
        method="POST",
        accept=door.JSON,
        data=data,
    )
    (number,) = answer.json["numbers"]
    data = {"items": [{"number": number, "tracking": "RL1"}, {"number": "P99/2026"}]}
    answer = door.ask(
        f"{ONK}/@dispatches-handed", person="gabi", method="POST", accept=door.JSON, data=data
    )
    assert [one["done"] for one in answer.json["items"]] == [True, False]
    data = {"number": number, "state": "returned", "reason": "Moved away"}
    answer = door.ask(
        f"{ONK}/@dispatch-end", person="gabi", method="POST", accept=door.JSON, data=data
    )
    assert answer.json["state"] == "returned"
    answer = door.ask(f"{ONK}/@dispatches", person="gabi", accept=door.JSON)
    assert [one["number"] for one in answer.json["items"]] == [number]


@pytest.mark.parametrize(
    "data", [{}, {"addressees": "A"}, {"addressees": [{"name": 5}]}, {"addressees": []}]
)
def test_a_wrong_body_is_refused(live_letter, data):
    answer = door.ask(
        f"{path_of(live_letter)}/@dispatches",
        person="anna",
        method="POST",
        accept=door.JSON,
        data={"mode": "post"} | data,
    )
    assert answer.status == 400
    assert dispatches_of(live_letter) == []


@pytest.mark.parametrize("name", ["@dispatches-handed", "@dispatch-end"])
def test_clerks_keep_no_list(sent, name):
    answer = door.ask(
        f"{ONK}/{name}", person="anna", method="POST", accept=door.JSON, data={"items": []}
    )
    assert answer.status in (401, 403, 404)


def test_the_sheet_has_every_line(live_town, sent, as_person):
    request = live_town.REQUEST
    with as_person("gabi"):
        data = live_town["onk"].restrictedTraverse("@@dispatch.xlsx")()
    assert request.response.getHeader("Content-Type") == sheets.XLSX_TYPE
    (row,) = sheets.read(data, "dispatch.xlsx").rows
    assert row.cells[:2] == (sent, "Zöld Liget Kft.")
