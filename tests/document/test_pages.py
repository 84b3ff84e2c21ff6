"""Pages and REST of documents: components, states, formats, hashes, and safe downloads."""

from html import unescape
from muniflow.document.operations import add_component
from muniflow.document.operations import approve
from muniflow.document.operations import mark_dispatched
from pathlib import Path
from tests.security import door

import pytest
import transaction


@pytest.fixture()
def letter(filed, as_person):
    """A letter with one annex, committed."""
    document = filed("letter.txt", b"words")
    with as_person("anna"):
        add_component(document, filename="annex.html", data=b"<html><script>1</script>")
    transaction.commit()
    return document


def path_of(document):
    return "/".join(document.getPhysicalPath())


def shown(path, person):
    """Return a page as it is read."""
    return unescape(door.ask(path, person=person).body)


@pytest.mark.parametrize("words", ["Concept", "annex.html", "SHA-256", "Mark as final", "HTML"])
def test_the_page_shows(letter, words):
    assert words in door.ask(path_of(letter), person="anna").body


def test_the_whole_hash_is_on_the_page(letter):
    assert letter.versions[0].sha256 in door.ask(path_of(letter), person="anna").body


@pytest.mark.parametrize(
    "path,status",
    [
        ("@@component/2", 200),
        ("@@component/3", 404),
        ("@@component/2/1", 200),
        ("@@component/2/2", 404),
        ("@@component/2/1/1", 404),
        ("@@component/x", 404),
        ("@@component/-1", 404),
        ("@@component", 302),
        ("@@component/1", 302),
        ("@@version/1", 200),
        ("@@version", 404),
    ],
)
def test_addresses(letter, path, status):
    assert door.ask(f"{path_of(letter)}/{path}", person="anna").status == status


@pytest.mark.parametrize(
    "header,value",
    [
        ("content-type", "application/octet-stream"),
        ("content-disposition", "attachment; filename*=UTF-8''annex.html"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; sandbox"),
    ],
)
def test_a_browser_runs_nothing_of_a_file(letter, header, value):
    answer = door.ask(f"{path_of(letter)}/@@component/2/1", person="anna")
    assert answer.headers[header] == value


def test_a_name_breaks_no_header(filed):
    document = filed('a"; filename=x.exe; árvíztűrő\u202e.txt', b"words")
    sent = door.ask(f"{path_of(document)}/@@version/1", person="anna").headers
    assert sent["content-disposition"].startswith("attachment; filename*=UTF-8''a%22%3B%20file")
    assert sent["content-disposition"].isascii()


@pytest.mark.parametrize("verb,words", [(approve, "approved it"), (mark_dispatched, "dispatched")])
def test_a_fixed_document_says_who_and_offers_nothing(letter, as_person, verb, words):
    with as_person("bela"):
        verb(letter)
    transaction.commit()
    body = shown(path_of(letter), "anna")
    assert "Nagy Béla" in body
    assert words in body
    assert "@@file-version" not in body
    assert "@@file-component" not in body


def send(document, view, **form):
    token = door.token_of("anna")
    form = {"_authenticator": token, **form}
    return door.ask(f"{path_of(document)}/{view}", person="anna", method="POST", form=form)


def test_marking_as_final(letter):
    assert send(letter, "@@finalise").status == 302
    assert letter.status == "final"


def test_a_get_changes_nothing(letter):
    door.ask(f"{path_of(letter)}/@@finalise", person="anna")
    assert letter.status == "concept"


@pytest.mark.parametrize("person,status", [("gabi", 200), ("anna", 403), ("hugo", 404)])
def test_who_sees_the_check_of_the_files(letter, person, status):
    assert door.ask("/plone/onk/@@integrity", person=person).status == status


def test_the_check_names_what_is_harmed(letter, work):
    path = Path(letter.parts.blobs[2, 1].committed())
    path.chmod(0o600)
    path.write_bytes(b"other")
    work("integrity")
    assert "Paper · 2.1 annex.html" in shown("/plone/onk/@@integrity", "gabi")
    assert "2.1 annex.html" in shown(path_of(letter), "anna")


def told(document):
    return door.ask(path_of(document), person="anna", accept=door.JSON).json


def test_rest_tells_the_state(letter):
    found = told(letter)
    assert (found["status"], found["unpacking"]) == ("concept", None)


def test_rest_tells_the_components(letter):
    first, second = told(letter)["components"]
    assert (first["number"], second["number"], second["name"]) == (1, 2, "annex.html")
    (version,) = second["versions"]
    assert (version["format"], version["hash_function"]) == ("HTML", "SHA-256")
    assert version["download"].endswith("@@component/2/1")


@pytest.mark.parametrize("verb", [approve, mark_dispatched])
def test_rest_changes_no_file_of_a_fixed_document(letter, as_person, verb):
    with as_person("anna"):
        verb(letter)
    transaction.commit()
    data = {"file": {"data": "b3RoZXI=", "encoding": "base64", "filename": "l.txt"}}
    where = path_of(letter)
    answer = door.ask(where, person="anna", method="PATCH", accept=door.JSON, data=data)
    assert answer.status >= 400
    transaction.begin()
    assert (len(letter.versions), letter.file.data) == (1, b"words")


def test_rest_reverts_nothing(letter):
    where = f"{path_of(letter)}/@history"
    answer = door.ask(where, person="anna", method="PATCH", accept=door.JSON, data={"version": 0})
    assert answer.status in (401, 403, 404)
