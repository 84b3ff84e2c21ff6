"""How far a case is, in its picture and in the words below it."""

from datetime import date
from lxml import html
from muniflow.approval.interfaces import SignOffLine
from muniflow.approval.interfaces import Stop
from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.approval.picture import branch_status
from muniflow.approval.picture import by_element
from muniflow.approval.picture import elements_of
from muniflow.approval.picture import named
from muniflow.approval.picture import stages
from muniflow.approval.picture import standing_places
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.process.interfaces import Branch
from muniflow.process.interfaces import Definition
from muniflow.process.interfaces import State
from zope.interface import alsoProvides

import json
import pytest

GATE = State(
    "gate",
    "Gate",
    "step",
    element="split",
    branches=(Branch("l", "Legal", element="b"), Branch("f", "Finance", element="c")),
)
STATES = {
    "draft": State("draft", "Draft", "step", element="a"),
    "gate": GATE,
    "done": State("done", "Done", "end", element="e"),
}
PROCESS = Definition("p.1", "p", 1, "P", "Case", "draft", STATES, {})


def stop(step: str, status: str) -> Stop:
    """Return a stop on the way of a case."""
    return Stop(step, status, (), "", "", step=step)


@pytest.mark.parametrize(
    ("stops", "expected"),
    [
        ([], []),
        ([stop("draft", "now")], [(("a",), "now")]),
        ([stop("gate", "now")], [(("split", "b", "c"), "now")]),
        ([stop("done", "now")], [(("e",), "done")]),
        ([stop("done", "next")], [(("e",), "next")]),
        ([stop("gone", "done")], []),
    ],
)
def test_stages(stops, expected):
    assert stages(PROCESS, stops) == expected


def test_the_elements_of_a_step_without_repeats():
    assert elements_of(
        State("s", "S", "step", element="a", branches=(Branch("x", "X", element="a"),))
    ) == ("a",)


def test_where_a_case_can_be():
    assert standing_places(PROCESS) == {"a", "split", "b", "c", "e"}


def line(status: str, element: str = "b") -> SignOffLine:
    """Return a sign-off."""
    return SignOffLine(Branch("l", "Legal", element=element), status, ())


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["given"], "done"),
        (["given", "given"], "done"),
        (["given", "open"], "now"),
        (["open"], "now"),
        (["open", "refused"], "refused"),
    ],
)
def test_a_branch(statuses, expected):
    assert branch_status([line(status) for status in statuses]) == expected


def test_sign_offs_by_element():
    found = by_element([line("given"), line("open"), line("open", "c")])
    assert {element: len(lines) for element, lines in found.items()} == {"b": 2, "c": 1}


@pytest.mark.parametrize(
    ("people", "expected"),
    [((), ""), (("a",), "A"), (("a", "b"), "A, B"), (("a", "b", "c"), "A, B …")],
)
def test_names(people, expected):
    assert named(people, str.upper, 2) == expected


@pytest.fixture
def submitted(town, contract, as_person):
    """A contract that waits for the head of unit."""
    alsoProvides(town.REQUEST, IMuniflowLayer)
    made = contract(term_from=date(2026, 12, 1))
    with as_person("anna"):
        (choice,) = [c for c in decisions_for(made) if c.kind == "submit"]
        decide(made, transition=choice.id)
    return made


@pytest.fixture
def picture(submitted, as_person):
    """The picture as Anna sees it."""
    with as_person("anna"):
        return html.fromstring(submitted.restrictedTraverse("@@process-picture")())


@pytest.fixture
def data(submitted, as_person):
    """What the viewer gets."""
    with as_person("anna"):
        return json.loads(submitted.restrictedTraverse("@@process-picture.json")())


@pytest.mark.parametrize(
    ("element", "status", "who"),
    [
        ("draft", "done", "Kiss Anna"),
        ("head", "now", "Nagy Béla"),
        ("signature", "next", "Varga Emma"),
        ("legal", "off", ""),
        ("submit", "done", ""),
    ],
)
def test_the_viewer_gets_status_and_names(data, element, status, who):
    (mark,) = [mark for mark in data["marks"] if mark["element"] == element]
    assert (mark["status"], mark["who"]) == (status, who)


def test_the_viewer_gets_the_drawing(data):
    assert data["bpmn"].startswith("<bpmn:definitions")


@pytest.mark.parametrize(
    "words",
    ["Done: Draft – Kiss Anna", "Now: Head of unit approval – Nagy Béla", "Coming: Signature"],
)
def test_the_list_says_the_same(picture, words):
    (svg,) = picture.cssselect("svg.mf-bpmn")
    said = picture.get_element_by_id(svg.get("aria-describedby")).text_content()
    assert words in " ".join(said.split())


def test_who_and_since_when_stand_in_the_drawing(picture):
    (svg,) = picture.cssselect("svg.mf-bpmn")
    assert "Nagy Béla" in svg.cssselect("g.is-now")[0].text_content()


def test_the_legend_names_what_is_there(picture):
    legend = picture.cssselect(".mf-legend")[0].text_content().split("\n")
    assert {"Done", "Now", "Coming", "Not on this way"} == {w.strip() for w in legend} - {""}


def test_the_page_of_the_case_only_leads_to_it(submitted, as_person):
    with as_person("anna"):
        page = html.fromstring(submitted.restrictedTraverse("view")())
    (box,) = page.cssselect("details[data-picture-from]")
    assert box.get("data-picture-from").endswith("/@@process-picture")
    assert not page.cssselect("svg.mf-bpmn")
