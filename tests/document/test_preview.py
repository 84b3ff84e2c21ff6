"""Looking at a file inside a page."""

from muniflow.contract.operations import start_contract
from muniflow.document.operations import file_document
from muniflow.document.rules import can_be_shown
from tests.security import door

import pytest


@pytest.mark.parametrize(
    "kind,beginning,shown",
    [
        ("application/pdf", b"%PDF-1.7", True),
        ("application/pdf", b"<html>", False),
        ("text/plain", b"words", True),
        ("image/png", b"\x89PNG", True),
        ("text/html", b"<html>", False),
        ("image/svg+xml", b"<svg>", False),
        ("application/msword", b"", False),
    ],
)
def test_only_harmless_kinds_are_shown(kind, beginning, shown):
    assert can_be_shown(kind, beginning) is shown


@pytest.fixture()
def document(live_town, as_person):
    """A factory of documents in a new contract."""

    def make(filename, data):
        with as_person("anna"):
            values = {"title": "Papers", "unit": "works", "responsible": "anna"}
            case = start_contract(live_town["onk"], portal_type="OutgoingContract", values=values)
            return file_document(case, title="Paper", filename=filename, data=data)

    return make


@pytest.mark.parametrize(
    "filename,data,status",
    [("a.pdf", b"%PDF-1.7 ...", 200), ("a.html", b"<html></html>", 404), ("a.txt", b"x", 200)],
)
def test_the_preview_of_a_file(document, filename, data, status):
    path = "/".join(document(filename, data).getPhysicalPath())
    answer = door.ask(f"{path}/@@preview", person="anna")
    assert answer.status == status


@pytest.mark.parametrize(
    "header,value",
    [
        ("content-disposition", "inline"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "SAMEORIGIN"),
        ("content-type", "application/pdf"),
    ],
)
def test_a_preview_stays_in_our_pages(document, header, value):
    path = "/".join(document("a.pdf", b"%PDF-1.7 ...").getPhysicalPath())
    assert door.ask(f"{path}/@@preview", person="anna").headers[header] == value


@pytest.mark.parametrize("name,status", [("a.pdf", 200), ("b.pdf", 404), ("a.pdf/a.pdf", 404)])
def test_a_preview_may_end_in_the_name_of_the_file(document, name, status):
    path = "/".join(document("a.pdf", b"%PDF-1.7 ...").getPhysicalPath())
    assert door.ask(f"{path}/@@preview/{name}", person="anna").status == status
