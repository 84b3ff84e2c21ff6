"""What of a drawing is executed, and what is only shown."""

from lxml import html
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.process import operations
from muniflow.process.bpmn import read_model
from muniflow.process.errors import plain
from muniflow.process.errors import Problem
from muniflow.process.kinds import kind_words
from muniflow.process.listing import ElementReport
from muniflow.process.listing import executability
from pathlib import Path
from plone import api
from zope.interface import alsoProvides

import pytest


@pytest.fixture
def reports(draw, flow):
    """Lists the elements of a drawing by their ids: reports("<task …/>")."""

    def listed(*elements: str) -> dict[str, ElementReport]:
        text = draw(flow("f2", "a", "end", "Submit"), *elements)
        return {report.element: report for report in executability(read_model(text))}

    return listed


def test_a_sound_drawing_is_executed(reports):
    assert all(report.executable and not report.reason for report in reports().values())


def test_every_element_is_listed_once(draw, flow):
    model = read_model(draw(flow("f2", "a", "end", "Submit"), '<textAnnotation id="n" />'))
    listed = [report.element for report in executability(model)]
    assert sorted(listed) == sorted(["p", "l1", "start", "a", "end", "f1", "f2", "n"])


def test_with_its_kind_name_and_line(reports):
    report = reports()["a"]
    assert (report.kind, report.name, report.line) == ("userTask", "Draft", 7)


@pytest.mark.parametrize(
    ("element", "id_"),
    [
        ('<textAnnotation id="n"><text>Mind</text></textAnnotation>', "n"),
        ('<dataObject id="d" name="File" />', "d"),
        ('<group id="g" />', "g"),
    ],
)
def test_what_is_only_shown(reports, element, id_):
    report = reports(element)[id_]
    assert (report.executable, str(report.reason)) == (False, "text_only_shown")


def test_what_cannot_be_executed_says_why(reports):
    report = reports('<complexGateway id="x" />')["x"]
    assert not report.executable
    assert "complexGateway" in plain(report.reason)


def test_a_flow_beside_it_is_not_executed(reports, flow):
    found = reports('<complexGateway id="x" />', flow("f3", "x", "end"))
    assert str(found["f3"].reason) == "text_flow_beside"


def test_inside_a_sub_process(reports):
    found = reports('<adHocSubProcess id="s"><userTask id="u" name="U" /></adHocSubProcess>')
    assert str(found["u"].reason) == "text_inside_sub_process"


def test_in_a_second_process(draw, flow):
    second = '</process>\n<process id="q">\n<userTask id="u" name="U" />'
    model = read_model(draw(flow("f2", "a", "end", "Submit"), second))
    found = {report.element: report for report in executability(model)}
    assert str(found["u"].reason) == "text_in_second_process"
    assert str(found["q"].reason) == "error_second_process"
    assert found["a"].executable


def test_a_file_of_one_line_hides_no_second_process():
    data = (Path(__file__).parent / "data" / "one-line.bpmn").read_bytes()
    found = {report.element: str(report.reason) for report in executability(read_model(data))}
    assert (found["get"], found["u"]) == ("text_in_second_process", "text_inside_sub_process")
    assert found["e"] == ""


def test_without_a_process_nothing_is_executed():
    data = (Path(__file__).parent / "data" / "choreography.bpmn").read_bytes()
    assert not any(report.executable for report in executability(read_model(data)))


def test_problems_found_already_are_taken(draw, flow):
    model = read_model(draw(flow("f2", "a", "end", "Submit")))
    wrong = Problem("because", "a", "Draft", model.node("a").line)
    found = {report.element: report for report in executability(model, [wrong])}
    assert found["a"].reason == "because"
    assert not found["f2"].executable


@pytest.mark.parametrize(
    ("kind", "words"), [("userTask", "user task"), ("choreographyTask", "choreographyTask")]
)
def test_kinds_have_words(kind, words):
    assert plain(kind_words(kind)) == words


class TestPage:
    """The part of the page of a process."""

    @pytest.fixture
    def part(self, office):
        """Returns the part of the page of a process with a text: part(b"…")."""
        alsoProvides(office.REQUEST, IMuniflowLayer)
        process = api.portal.get()["processes"]["chain"]

        def shown(data: bytes) -> html.HtmlElement:
            operations.replace_text(process, data)
            page = html.fromstring(process.restrictedTraverse("view")())
            (found,) = page.cssselect("section[aria-labelledby=process-executed]")
            return found

        return shown

    def test_counts_what_is_executed(self, part, draw, flow):
        note = '<textAnnotation id="n"><text>Mind the dog</text></textAnnotation>'
        data = draw(flow("f2", "a", "end", "Submit"), note).encode()
        text = " ".join(part(data).text_content().split())
        assert "7 of 8 elements" in text
        assert "Mind the dog note" in text

    def test_says_when_everything_is(self, part, draw, flow):
        text = part(draw(flow("f2", "a", "end", "Submit")).encode()).text_content()
        assert "Everything." in text

    def test_says_why(self, part):
        data = (Path(__file__).parent / "data" / "many-prefixes.bpmn").read_bytes()
        rows = [" ".join(row.text_content().split()) for row in part(data).cssselect("tr")]
        assert any(row.startswith("Which? inclusive gateway 42 ") for row in rows)

    def test_the_process_itself_is_listed(self, part):
        data = (Path(__file__).parent / "data" / "many-prefixes.bpmn").read_bytes()
        (row,) = part(data).xpath(".//tr[td[2]='process']")
        assert row.cssselect("td")[3].text
