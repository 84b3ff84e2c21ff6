"""The drawing as SVG."""

from lxml import etree
from muniflow.process.bpmn import read_model
from muniflow.process.drawing import draw as draw_svg
from muniflow.process.drawing import wrap

import pytest

DIAGRAM = """<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"
 xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"><di:BPMNPlane>
<di:BPMNShape bpmnElement="a"><dc:Bounds x="{x}" y="10" width="100" height="80"/></di:BPMNShape>
</di:BPMNPlane></di:BPMNDiagram>"""


def with_diagram(text: str, x: str = "10") -> str:
    """Return a text with the drawing of one step."""
    return text.replace("</definitions>", DIAGRAM.format(x=x) + "</definitions>")


@pytest.mark.parametrize("name", ["outgoing-contract", "outgoing-contract-office"])
@pytest.mark.parametrize("word", ["Draft", "Signature", "Return for"])
def test_shipped_drawings_name_their_parts(shipped, name, word):
    assert word in draw_svg(read_model(shipped[name]), title="x")


def test_every_part_is_drawn(shipped):
    model = read_model(shipped["incoming-contract"])
    drawn = {shape.element for shape in model.shapes} | {edge.element for edge in model.edges}
    assert {e.id for e in (*model.nodes, *model.flows, *model.lanes)} <= drawn


def test_without_a_diagram_nothing(draw):
    assert draw_svg(read_model(draw()), title="x") == ""


def test_names_are_no_markup(draw):
    text = with_diagram(draw().replace('name="Draft"', 'name="&lt;script&gt;x&lt;/script&gt;"'))
    assert "<script" not in draw_svg(read_model(text), title="<script>")


@pytest.mark.parametrize("x", ["nan", "inf", "1e99", "ten", ""])
def test_places_that_are_none(draw, x):
    assert draw_svg(read_model(with_diagram(draw(), x)), title="x") == ""


def test_words_are_translated(draw):
    model = read_model(with_diagram(draw()))
    assert "Tervezet" in draw_svg(model, title="x", words={"Draft": "Tervezet"}.get)


def test_the_present_step_is_brought_out(draw):
    svg = etree.fromstring(draw_svg(read_model(with_diagram(draw())), title="x", current="a"))
    assert svg.xpath("//*[local-name()='g'][@class='now']")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("Draft", ["Draft"]),
        ("Finance countersignature", ["Finance", "countersignature"]),
        ("a b c", ["a b c"]),
        ("Elektronikusinformációszabadság", ["Elektronikusinformációszabadság"]),
    ],
)
def test_wrap(text, lines):
    assert wrap(text, 100) == lines
