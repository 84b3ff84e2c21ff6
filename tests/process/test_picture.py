"""The pictures of the library, alone and compared."""

from decimal import Decimal
from lxml import html
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.process import operations
from muniflow.process.bpmn import read_model
from muniflow.process.differences import Difference
from muniflow.process.marks import Mark
from muniflow.process.picture import compared
from muniflow.process.picture import levels
from muniflow.process.picture import names_in
from muniflow.process.picture import plain_text
from muniflow.process.picture import viewed
from plone import api
from zExceptions import NotFound
from zope.interface import alsoProvides

import json
import pytest


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", {}),
        ('muniflow:from="1000000"', {"a": Mark(level="from 1000000 ")}),
        ('muniflow:from="1000 HUF"', {"a": Mark(level="from 1000 HUF")}),
        ('muniflow:on="false"', {"a": Mark("off", level="off")}),
        ('muniflow:on="false" muniflow:from="5"', {"a": Mark("off", level="off")}),
        ('muniflow:from="much"', {}),
    ],
)
def test_levels(draw, attributes, expected):
    def sums(amount: Decimal, currency: str) -> str:
        return f"{amount} {currency}"

    text = draw().replace('name="Draft"', f'name="Draft" {attributes}')
    found = levels(read_model(text), sums=sums, starts="from ${amount}", off="off")
    assert found == expected


def test_only_names_that_are_others_are_sent(draw):
    words = {"Draft": "Tervezet"}
    assert names_in(read_model(draw()), lambda name: words.get(name, name)) == {"a": "Tervezet"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-2"])
def test_the_viewer_gets_text_of_any_encoding(draw, encoding):
    text = draw().replace("Draft", "Tervező").replace("UTF-8", encoding)
    assert "Tervező" in plain_text(text.encode(encoding))


def test_differences_as_marks():
    found = [Difference("a", "A", "added"), Difference("", "P", "changed")]
    assert compared(found) == {"a": Mark("added")}


def test_marks_in_the_order_of_the_drawing(draw):
    marks = {"end": Mark("next"), "strange": Mark(), "a": Mark("now")}
    assert [m["element"] for m in viewed(read_model(draw()), marks)] == ["a", "end", "strange"]


@pytest.fixture
def process(office):
    """A process with two versions: the second one has a new name, and a step less."""
    alsoProvides(office.REQUEST, IMuniflowLayer)
    found = api.portal.get()["processes"]["chain"]
    text = operations.text_of(found)
    operations.replace_text(found, text.replace(b'name="Legal review"', b'name="Law"'))
    operations.publish(found)
    return found


def asked(process: object, name: str, **form: str) -> str:
    """Return what a view answers to a query."""
    process.REQUEST.form.update(form)
    return process.restrictedTraverse(name)()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "The drawing as it is now"),
        ({"number": "1"}, "Version 1"),
        ({"number": "2", "since": "1"}, "Changed: Law name: Legal review → Law"),
        ({"number": "2", "since": "2"}, "Nothing but perhaps where things stand"),
        ({"since": "1"}, "compared with version 1"),
    ],
)
def test_the_page_of_a_picture(process, form, words):
    page = html.fromstring(asked(process, "process-picture", **form))
    (main,) = page.cssselect("main")
    assert words in " ".join(main.text_content().split())


def test_a_change_is_marked(process):
    page = html.fromstring(asked(process, "process-picture", number="2", since="1"))
    (changed,) = page.cssselect("svg g.is-changed")
    assert "Law" in changed.text_content()


def test_what_is_gone_is_seen_in_the_drawing_before(process):
    text = operations.text_of(process)
    note = text[text.index(b"<bpmn:textAnnotation") : text.index(b"</bpmn:textAnnotation>") + 22]
    operations.replace_text(process, text.replace(note, b""))
    page = html.fromstring(asked(process, "process-picture", since="2"))
    before = page.cssselect("svg.mf-bpmn")[1]
    assert before.cssselect("g.is-removed")


@pytest.mark.parametrize(
    "form", [{"number": "9"}, {"number": "x"}, {"since": "9"}, {"number": "-1"}]
)
def test_versions_that_are_not_there(process, form):
    with pytest.raises(NotFound):
        asked(process, "process-picture", **form)


def test_a_text_without_a_drawing_has_no_picture(process):
    process.bpmn = None
    with pytest.raises(NotFound):
        asked(process, "process-picture")


@pytest.mark.parametrize(
    ("form", "name"),
    [({"number": "1"}, "Legal review"), ({"number": "2"}, "Law"), ({"side": "old"}, "Law")],
)
def test_the_viewer_gets_the_version_it_asks_for(process, form, name):
    assert f'name="{name}"' in json.loads(asked(process, "process-picture.json", **form))["bpmn"]


def test_the_viewer_gets_the_older_side(process):
    form = {"number": "2", "since": "1", "side": "old"}
    found = json.loads(asked(process, "process-picture.json", **form))
    assert 'name="Legal review"' in found["bpmn"]
    assert {mark["status"] for mark in found["marks"] if mark["status"]} == {"changed"}


def test_each_version_leads_to_its_picture_and_changes(process):
    page = html.fromstring(process.restrictedTraverse("view")())
    links = [a.get("href") for a in page.cssselect("[aria-labelledby=process-versions] a")]
    queries = [link.partition("process-picture?")[2] for link in links if "picture" in link]
    assert queries == ["number=2", "number=2&since=1", "number=1"]


def test_the_frame_names_what_the_viewer_needs(process):
    page = html.fromstring(process.restrictedTraverse("view")())
    (figure,) = page.cssselect("figure.mf-picture")
    assert figure.get("data-picture").endswith("/@@process-picture.json")
    assert figure.cssselect("[role=toolbar][hidden]")
