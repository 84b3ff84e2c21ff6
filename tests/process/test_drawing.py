"""The drawing as SVG."""

from lxml import etree
from muniflow.process.bpmn import read_model
from muniflow.process.drawing import draw as draw_svg
from muniflow.process.marks import Mark
from muniflow.process.model import Model
from muniflow.process.shapes import wrap
from muniflow.process.signs import EVENTS
from muniflow.process.signs import GATEWAYS
from muniflow.process.signs import LOOPS
from muniflow.process.signs import ONE_BY_ONE
from muniflow.process.signs import SEVERAL
from muniflow.process.signs import TASKS

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


def parts(text: str, marks: dict[str, Mark], class_: str) -> list[etree._Element]:
    """Return the parts of a drawing of one step that have a class."""
    return parts_of(read_model(with_diagram(text)), marks, class_)


def parts_of(model: Model, marks: dict[str, Mark], class_: str) -> list[etree._Element]:
    """Return the parts of a drawing that have a class."""
    svg = etree.fromstring(draw_svg(model, title="x", marks=marks))
    wanted = f"contains(concat(' ', @class, ' '), ' {class_} ')"
    return svg.xpath(f"//*[{wanted}]")


@pytest.mark.parametrize("status", ["done", "now", "refused", "added", "removed", "changed"])
def test_a_mark_has_a_look_and_a_sign(draw, status):
    marks = {"a": Mark(status)}
    (group,) = parts(draw(), marks, f"is-{status}")
    assert group.xpath("*[@class='badge']")


@pytest.mark.parametrize("step", ["exclusiveGateway", "startEvent"])
def test_only_what_somebody_does_or_where_it_ends_has_one(draw, step):
    text = draw(f'<{step} id="a" />', basics=False)
    assert not parts(text, {"a": Mark("done")}, "badge")


@pytest.mark.parametrize("status", ["next", "off"])
def test_what_has_not_happened_has_no_sign(draw, status):
    assert not parts(draw(), {"a": Mark(status)}, "badge")


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (Mark("now", "Kiss Anna", "2 days"), "Kiss Anna2 days"),
        (Mark("", level="from 1,000,000 HUF"), "from 1,000,000 HUF"),
    ],
)
def test_a_mark_says_who_since_when_and_from_which_amount(draw, mark, words):
    (svg,) = parts(draw(), {"a": mark}, "mf-bpmn")
    assert words in "".join(svg.itertext())


@pytest.mark.parametrize("level", ["", "from 1,000,000 HUF"])
def test_people_never_stand_behind_timers(shipped, level):
    model = read_model(shipped["outgoing-contract"])
    hosts = {node.attached for node in model.nodes if node.attached}
    tasks = {node.id for node in model.nodes if node.kind == "userTask"}
    steps = [s for s in model.shapes if s.element in tasks]
    assert hosts
    assert {s.element for s in steps} - hosts
    for shape in steps:
        drawn = parts_of(model, {shape.element: Mark("now", "Kiss Anna", "2 days", level)}, "who")
        (y, *_rest) = [float(at) for at in drawn[0].xpath("*/@y")]
        over = y < shape.bounds.y - (10 if level else 0)
        assert over is (shape.element in hosts)


def test_what_says_the_same_is_linked(draw):
    text = draw_svg(read_model(with_diagram(draw())), title="x", described_by="the-list")
    assert etree.fromstring(text).get("aria-describedby") == "the-list"


def test_two_drawings_on_a_page_share_no_id(draw):
    model = read_model(with_diagram(draw()))
    one, other = (
        set(etree.fromstring(draw_svg(model, title="x", key=key)).xpath("//@id"))
        for key in ("old", "new")
    )
    assert one and not one & other


@pytest.mark.parametrize(
    ("step", "sign"),
    [
        ('<serviceTask id="a" />', TASKS["serviceTask"]),
        ('<sendTask id="a" />', TASKS["sendTask"]),
        ('<receiveTask id="a" />', TASKS["receiveTask"]),
        ('<parallelGateway id="a" />', GATEWAYS["parallelGateway"]),
        ('<eventBasedGateway id="a" />', GATEWAYS["eventBasedGateway"]),
        (
            '<userTask id="a"><multiInstanceLoopCharacteristics /></userTask>',
            LOOPS["multiInstanceLoopCharacteristics"],
        ),
        (
            '<userTask id="a"><multiInstanceLoopCharacteristics isSequential="true" /></userTask>',
            ONE_BY_ONE,
        ),
        (
            '<startEvent id="a"><messageEventDefinition /></startEvent>',
            EVENTS["messageEventDefinition"],
        ),
        (
            '<boundaryEvent id="a" attachedToRef="b"><timerEventDefinition /></boundaryEvent>',
            EVENTS["timerEventDefinition"],
        ),
        (
            '<intermediateCatchEvent id="a"><messageEventDefinition />'
            "<timerEventDefinition /></intermediateCatchEvent>",
            SEVERAL,
        ),
    ],
)
def test_an_element_has_its_sign(draw, step, sign):
    text = with_diagram(draw(step, basics=False))
    svg = draw_svg(read_model(text), title="x")
    assert sign in etree.fromstring(svg).xpath("//@d")


@pytest.mark.parametrize(
    ("step", "class_"),
    [
        ('<callActivity id="a" name="Procurement" />', "thick"),
        ('<endEvent id="a" />', "thick"),
        (
            '<boundaryEvent id="a" muniflow:act="remind"><timerEventDefinition /></boundaryEvent>',
            "dashed",
        ),
        (
            '<boundaryEvent id="a" cancelActivity="false"><messageEventDefinition />'
            "</boundaryEvent>",
            "dashed",
        ),
        ('<group id="a" />', "dashed"),
    ],
)
def test_an_element_has_its_border(draw, step, class_):
    assert parts(draw(step, basics=False), {}, class_)


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
