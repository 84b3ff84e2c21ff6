"""Reading BPMN files, ours and everybody's, friendly and hostile."""

from muniflow.process.bpmn import MAX_BYTES
from muniflow.process.bpmn import read_model
from muniflow.process.compiler import compile_process
from muniflow.process.drawing import draw
from muniflow.process.errors import BpmnError
from pathlib import Path
from tests.process.drawings import drawing
from tests.process.drawings import duration
from tests.process.drawings import edge
from tests.process.drawings import element
from tests.process.drawings import MESSAGE
from tests.process.drawings import task

import pytest
import time

REFERENCE = Path(__file__).parents[3] / "shared" / "data" / "bpmn"
FILES = sorted(REFERENCE.glob("*.bpmn"))
needs_files = pytest.mark.skipif(not FILES, reason="the reference models are not here")

XXE = """<?xml version="1.0"?>
<!DOCTYPE definitions [<!ENTITY file SYSTEM "file:///etc/passwd">]>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
<process id="p"><documentation>&file;</documentation></process></definitions>"""
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + ']><d xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">&a9;</d>'
)
REMOTE = """<?xml version="1.0"?>
<!DOCTYPE definitions SYSTEM "http://localhost:9/evil.dtd">
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" />"""


def sentences(error: BpmnError) -> set[str]:
    """Return the message ids of an error."""
    return {str(problem.message) for problem in error.problems}


@needs_files
class TestReferenceModels:
    @pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
    def test_has_steps(self, file):
        assert read_model(file.read_bytes()).nodes

    @pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
    def test_every_flow_has_two_ends(self, file):
        model = read_model(file.read_bytes())
        assert all(model.node(flow.source) and model.node(flow.target) for flow in model.flows)

    @pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
    def test_draws(self, file):
        assert draw(read_model(file.read_bytes()), title=file.stem).startswith("<svg")

    @pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
    def test_is_refused_with_places(self, file):
        with pytest.raises(BpmnError) as caught:
            compile_process(read_model(file.read_bytes()), version=1)
        assert all(problem.line for problem in caught.value.problems)


class TestHostile:
    @pytest.mark.parametrize("text", [XXE, REMOTE], ids=["entity", "remote"])
    def test_document_types_are_refused(self, text):
        with pytest.raises(BpmnError) as caught:
            read_model(text)
        assert sentences(caught.value) == {"error_bpmn_doctype"}

    def test_entities_in_attributes_are_refused(self):
        with pytest.raises(BpmnError):
            read_model(XXE.replace('id="p"', 'id="p" name="&file;"'))

    def test_billion_laughs(self):
        started = time.monotonic()
        with pytest.raises(BpmnError):
            read_model(LAUGHS)
        assert time.monotonic() - started < 2

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
    def test_other_encodings_hide_nothing(self, encoding):
        declared = XXE.replace('version="1.0"', f'version="1.0" encoding="{encoding}"')
        with pytest.raises(BpmnError):
            read_model(declared.encode(encoding))

    def test_too_large(self):
        with pytest.raises(BpmnError) as caught:
            read_model(b" " * (MAX_BYTES + 1))
        assert sentences(caught.value) == {"error_bpmn_too_large"}

    def test_too_deep(self, draw):
        deep = "<extensionElements>" * 500 + "</extensionElements>" * 500
        with pytest.raises(BpmnError):
            read_model(draw(deep))

    def test_many_gateways_end_in_time(self, draw, compiled, flow):
        chain = [flow("f2", "a", "g0")]
        for n in range(40):
            chain.append(f'<exclusiveGateway id="g{n}" />')
            chain += [flow(f"x{n}", f"g{n}", f"g{n + 1}"), flow(f"y{n}", f"g{n}", f"g{n + 1}")]
        chain += ['<exclusiveGateway id="g40" />', flow("last", "g40", "end", "Go")]
        started = time.monotonic()
        with pytest.raises(BpmnError) as caught:
            compiled(draw(*chain))
        assert sentences(caught.value) == {"error_too_many_ways"}
        assert time.monotonic() - started < 2


class TestWrongFiles:
    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            (b"", "error_bpmn_not_xml"),
            (b"\x00\x01\x02", "error_bpmn_not_xml"),
            (b"plain words", "error_bpmn_not_xml"),
            (b"<definitions", "error_bpmn_not_xml"),
            (b"<html />", "error_bpmn_no_definitions"),
            (b'<definitions xmlns="http://example.org" />', "error_bpmn_no_definitions"),
        ],
    )
    def test_are_refused(self, text, sentence):
        with pytest.raises(BpmnError) as caught:
            read_model(text)
        assert sentences(caught.value) == {sentence}

    def test_the_line_is_named(self):
        with pytest.raises(BpmnError) as caught:
            read_model(b"<a>\n<b>\n</a>")
        assert caught.value.problems[0].line == 3


class TestModel:
    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-16", "iso-8859-2"], ids=["8", "16", "latin2"]
    )
    def test_names_in_any_encoding(self, draw, encoding):
        text = draw('<userTask id="b" name="Jóváhagyás"/>')
        text = text.replace("UTF-8", encoding)
        assert read_model(text.encode(encoding)).node("b").name == "Jóváhagyás"

    def test_line_breaks_in_names_are_spaces(self, draw):
        text = draw('<userTask id="b" name="Legal&#10;review"/>')
        assert read_model(text).node("b").name == "Legal review"

    def test_line_of_an_element(self, draw):
        text = draw('<userTask id="b" name="B"/>')
        line = next(n for n, row in enumerate(text.splitlines(), 1) if 'id="b"' in row)
        assert read_model(text).node("b").line == line

    def test_our_attributes(self, draw):
        text = draw('<userTask id="b" name="B" muniflow:days="3" other="x"/>')
        assert read_model(text).node("b").attributes == {"days": "3"}

    def test_other_namespaces_are_not_ours(self, draw):
        text = draw('<userTask id="b" xmlns:c="http://camunda.org" c:days="3"/>')
        assert read_model(text).node("b").attributes == {}

    def test_innermost_lane(self, draw):
        lanes = (
            '<lane id="out" name="Outer"><flowNodeRef>a</flowNodeRef><childLaneSet id="cs">'
            '<lane id="in" name="Inner"><flowNodeRef>a</flowNodeRef></lane>'
            "</childLaneSet></lane>"
        )
        assert read_model(draw(lanes=lanes)).node("a").lane == "in"

    def test_notes_are_kept(self, draw):
        text = draw('<textAnnotation id="n"><text>Mind the gap</text></textAnnotation>')
        assert [(t, e.name) for t, e in read_model(text).others] == [
            ("textAnnotation", "Mind the gap")
        ]

    @pytest.mark.parametrize(
        ("drawn", "field", "value"),
        [
            (edge("x", "b", "timer", "", "", duration(" P3D ")), "moment", "P3D"),
            (edge("x", "b", "timer", "", "", duration("R", "timeCycle")), "timing", "timeCycle"),
            (edge("x", "b", "timer"), "timing", ""),
            (edge("x", "b", "timer"), "attached", "b"),
            (edge("x", "b", "timer"), "interrupting", True),
            (edge("x", "b", "timer", "", 'cancelActivity="false"'), "interrupting", False),
            (edge("x", "b", "timer", "", 'cancelActivity="0"'), "interrupting", False),
            (edge("x", "b", "message", "Answer"), "message", "The partner answered"),
            (edge("x", "b", "signal", "Answer"), "message", ""),
            (element("callActivity", "x", "", 'calledElement="q:order"'), "calls", "order"),
            (task("x", "T", "", "<multiInstanceLoopCharacteristics/>"), "loop", ()),
            (
                task("x", "T", "", '<multiInstanceLoopCharacteristics isSequential="true"/>'),
                "loop",
                ("isSequential",),
            ),
        ],
    )
    def test_events_calls_and_loops(self, drawn, field, value):
        assert getattr(read_model(drawing(drawn, before=MESSAGE)).node("x"), field) == value

    def test_an_empty_pool_beside_ours(self, draw):
        text = draw().replace('<process id="p"', '<process id="partner" /><process id="p"')
        assert read_model(text).id == "p"

    def test_equal_texts_give_equal_models(self, draw):
        assert read_model(draw()) == read_model(draw())
