"""Exports of a real register: gathered, ordered, and filed when it is closed."""

from io import BytesIO
from muniflow.core import clock
from muniflow.core.interfaces import IJournal
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.document.operations import file_document
from muniflow.registry.exports.closing import closing_of
from muniflow.registry.exports.closing import Closings
from muniflow.registry.exports.closing import waits
from muniflow.registry.exports.command import opened
from muniflow.registry.exports.making import make
from muniflow.registry.exports.making import Wanted
from muniflow.registry.exports.ordering import Exports
from muniflow.registry.exports.ordering import KEPT
from muniflow.registry.exports.ordering import order
from muniflow.registry.exports.ordering import orders_of
from muniflow.registry.exports.verifying import prove
from muniflow.registry.index import Question
from muniflow.registry.operations import close_register
from muniflow.registry.operations import register_case
from muniflow.registry.operations import register_of
from muniflow.registry.operations import void_number
from muniflow.registry.showing import WHOLE
from plone import api
from plone.uuid.interfaces import IUUID
from pypdf import PdfReader
from zExceptions import NotFound
from zope.interface import alsoProvides

import hashlib
import pytest


@pytest.fixture()
def register(contract, as_person):
    """A register with two cases, a document and a void number."""
    first, second = contract(), contract(title="Lakossági bejelentés őszről")
    for case in (first, second):
        register_case(case)
    with as_person("anna"):
        file_document(first, title="Offer", filename="ajánlat.txt", data=b"a")
    with as_person("gabi"):
        void_number(second, reason="entered twice")
    return register_of(first)


@pytest.fixture()
def closed(register, as_person):
    with as_person("gabi"):
        close_register(register, reason="the office was merged")
    return register


def turn(job, site):
    """Let a job do what is pending; return how much that was."""
    done = 0
    with api.env.adopt_roles(["Manager"]):
        for item in list(job.pending(site)):
            if job.is_pending(site, item):
                job.perform(site, item, job.prepare(site, item))
                assert not job.is_pending(site, item)
                done += 1
    return done


@pytest.mark.parametrize("format", ["xml", "xlsx"])
def test_the_export_of_a_register_proves_itself(register, tmp_path, format):
    path = tmp_path / f"register.{format}"
    end = make(register, Wanted(format, Question(), WHOLE), path)
    proof = prove(opened(path))
    assert proof.faults == [] and proof.sha256 == end.sha256
    year = register.year
    ((number, file),) = proof.files[hashlib.sha256(b"a").hexdigest()]
    assert (number, file.name) == (f"ONK/1-1/{year}", "ajánlat.txt")


def test_names_stand_beside_ids(register, tmp_path):
    path = tmp_path / "register.xml"
    make(register, Wanted("xml", Question(), WHOLE), path)
    rows = [s.values for s in opened(path).rows if hasattr(s, "values")]
    assert rows[0]["handler_name"] == "Kiss Anna" and rows[0]["unit_title"] == "City Operations"
    assert rows[-1]["void_actor_name"] == "Molnár Gabi"


def test_the_print_says_what_the_law_asks(register, tmp_path):
    path = tmp_path / "register.pdf"
    end = make(register, Wanted("pdf", Question(), WHOLE, "en"), path)
    reader = PdfReader(path)
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert f"ONK/2/{register.year}" in text
    assert "VOID: entered" in text and "Lakossági bejelentés" in text
    assert end.sha256 in text.replace("\n", "")
    assert "page 1 of" in text


def test_only_what_was_asked_for_is_exported(register, tmp_path):
    path = tmp_path / "register.xml"
    question = Question(text="lakossagi")
    make(register, Wanted("xml", question, WHOLE, selection="text=lakossagi"), path)
    proof = prove(opened(path))
    assert proof.count == 1 and proof.faults == [] and proof.selection == "text=lakossagi"


def filed(register):
    """Return the documents in a register by UID, whoever may see them."""
    return {IUUID(found): found for found in register.objectValues()}


def test_a_closed_register_waits_for_its_documents(register, as_person):
    assert not waits(register)
    with as_person("gabi"):
        close_register(register, reason="the office was merged")
    assert waits(register) and closing_of(register) is None


def test_closing_documents_are_filed_exactly_once(closed, town):
    assert turn(Closings(), town) == 1
    assert turn(Closings(), town) == 0
    closing = closing_of(closed)
    assert not waits(closed)
    assert [d.what for d in closing.documents] == [
        "book.pdf",
        "book.xml",
        "log.csv",
        "partners.pdf",
    ]
    assert len(closed.objectIds()) == 4


def test_closing_documents_are_what_their_hashes_say(closed, town, tmp_path):
    turn(Closings(), town)
    closing = closing_of(closed)
    found = {d.what: filed(closed)[d.uid] for d in closing.documents}
    for document in closing.documents:
        data = found[document.what].file.data
        assert hashlib.sha256(data).hexdigest() == document.sha256
        assert found[document.what].versions[-1].sha256 == document.sha256
        assert found[document.what].status == "approved"
    path = tmp_path / "book.xml"
    path.write_bytes(found["book.xml"].file.data)
    proof = prove(opened(path))
    assert proof.faults == [] and proof.sha256 == closing.sha256
    assert opened(path).head["closed_because"] == "the office was merged"
    pages = PdfReader(BytesIO(found["partners.pdf"].file.data)).pages
    assert "Zöld Liget Kft." in pages[0].extract_text()
    log = found["log.csv"].file.data.decode()
    assert "register-closed" in log and "entered twice" in log


def test_the_hashes_are_in_the_journal(closed, town):
    turn(Closings(), town)
    closing = closing_of(closed)
    (entry,) = [e for e in IJournal(town["onk"]).entries() if e["act"] == "register-closing-filed"]
    assert entry["details"]["data"] == closing.sha256
    assert entry["details"]["book_xml"] in {d.sha256 for d in closing.documents}


@pytest.mark.parametrize("person,seen", [("gabi", True), ("anna", False)])
def test_only_readers_of_the_register_see_what_closed_it(closed, town, as_person, person, seen):
    assert turn(Closings(), town) == 1
    (document, *_others) = filed(closed).values()
    with as_person(person):
        assert bool(api.user.has_permission("View", obj=document)) is seen


def test_an_order_is_made_once_and_only_for_who_ordered(register, town, as_person, monkeypatch):
    with as_person("gabi"):
        order(register, "xml", Question(), language="en", selection="")
    assert turn(Exports(), town) == 1
    ((_key, made),) = orders_of(register, "gabi")
    with made.blob.open() as source:
        assert hashlib.sha256(source.read()) and made.size
    assert orders_of(register, "emma") == []
    with clock.frozen(clock.now() + KEPT * 2):
        assert orders_of(register, "gabi") == []
        assert turn(Exports(), town) == 1
    assert turn(Exports(), town) == 0


@pytest.fixture()
def door(register, integration, as_person):
    """A function that opens one of the doors of a register as a person."""
    request = integration["request"]
    alsoProvides(request, IMuniflowLayer)

    def ask(person, name, method="GET", **form):
        request.form.clear()
        request.form.update(form)
        request.method = method
        with as_person(person):
            return register.restrictedTraverse(f"@@{name}")()

    return ask


def test_a_small_register_is_downloaded_at_once(door, tmp_path):
    path = tmp_path / "r.xml"
    path.write_bytes(door("gabi", "export", format="xml"))
    assert prove(opened(path)).faults == []


def test_an_unknown_format_is_not_found(door):
    with pytest.raises(NotFound):
        door("gabi", "export", format="exe")


def test_a_get_orders_nothing(door, register):
    door("gabi", "order-export", format="xml")
    assert orders_of(register, "gabi") == []
    door("gabi", "order-export", method="POST", format="xml")
    assert len(orders_of(register, "gabi")) == 1


def test_nobody_fetches_what_another_ordered(door, register):
    door("gabi", "order-export", method="POST", format="xml")
    ((key, _order),) = orders_of(register, "gabi")
    with pytest.raises(NotFound):
        door("judit", "export", made=key)
