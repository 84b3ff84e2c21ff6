"""What a form says of a document that is filed."""

from muniflow.matter.operations import start_case
from muniflow.registry.browser.filing import facts_in
from muniflow.registry.operations import register_case
from muniflow.registry.operations import register_of
from plone import api
from plone.testing.zope import Browser
from tests.town import PASSWORD

import pytest
import transaction

FORM = {
    "direction": "outgoing",
    "partner": " Liget  Bt. ",
    "reference": "L/1",
    "mode": "post",
    "carrier": "paper",
    "annexes": "2",
}


@pytest.mark.parametrize(
    "name,value",
    [
        ("direction", "outgoing"),
        ("partner", "Liget Bt."),
        ("reference", "L/1"),
        ("mode", "post"),
        ("carrier", "paper"),
        ("annexes", 2),
        ("received", ""),
    ],
)
def test_what_is_written_is_kept(name, value):
    assert getattr(facts_in(FORM), name) == value


def test_what_is_filed_without_a_word_is_internal():
    assert facts_in({}).direction == "internal"


def test_what_comes_in_came_now():
    assert facts_in({"direction": "incoming"}).received


@pytest.mark.parametrize(
    "name,value,kept",
    [
        ("direction", "sideways", "internal"),
        ("direction", ["outgoing", "incoming"], "internal"),
        ("mode", "pigeon", ""),
        ("carrier", "stone", ""),
        ("annexes", "-1", 0),
        ("annexes", "x", 0),
        ("annexes", "99999999", 9_999),
        ("partner", "x" * 1000, "x" * 300),
    ],
)
def test_what_is_unknown_is_left_out(name, value, kept):
    assert getattr(facts_in({**FORM, name: value}), name) == kept


@pytest.fixture
def case(live_town):
    with api.env.adopt_user(username="anna"):
        values = {"title": "Fasor", "unit": "works", "responsible": "anna"}
        made = start_case(live_town["onk"], {**values, "partners": ("Liget Bt.",)})
    with api.env.adopt_user(username="gabi"):
        register_case(made)
    transaction.commit()
    return made


@pytest.fixture
def page(live_town, case):
    browser = Browser(live_town.getPhysicalRoot())
    browser.addHeader("Authorization", f"Basic anna:{PASSWORD}")
    browser.open(case.absolute_url())
    return browser


def post(page, url, **values):
    """Send the form with a file as a browser does; the test browser cannot choose several."""
    token = page.getForm(action="@@file-documents").getControl(name="_authenticator").value
    parts = [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'
        for name, value in {**values, "_authenticator": token}.items()
    ]
    parts.append(
        'Content-Disposition: form-data; name="files"; filename="reply.txt"\r\n'
        "Content-Type: text/plain\r\n\r\nreply"
    )
    body = "".join(f"--edge\r\n{part}\r\n" for part in parts) + "--edge--\r\n"
    page.post(url, body, "multipart/form-data; boundary=edge")


def test_the_form_writes_it_into_the_register(case, page):
    url = f"{case.absolute_url()}/@@file-documents"
    post(page, url, direction="outgoing", partner="Liget Bt.", annexes="3")
    transaction.begin()
    entry = register_of(case).book.entry(1, 1)
    assert (entry.facts.direction, entry.partners, entry.facts.annexes) == (
        "outgoing",
        "Liget Bt.",
        3,
    )


def test_partners_of_the_case_are_offered(page):
    assert '<option value="Liget Bt.">' in page.contents
