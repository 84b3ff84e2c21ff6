"""Drawings of many modellers: all are read, drawn and listed, and none does any harm."""

from lxml import etree
from muniflow.process.bpmn import read_model
from muniflow.process.drawing import draw
from muniflow.process.errors import plain
from muniflow.process.listing import executability
from pathlib import Path

import pytest
import re

HERE = Path(__file__).parent / "data"
REFERENCE = Path(__file__).parents[3] / "shared" / "data" / "bpmn"
FILES = [*sorted(HERE.glob("*.bpmn")), *sorted(REFERENCE.glob("*.bpmn"))]

pytestmark = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def test_is_read(file):
    assert read_model(file.read_bytes()).nodes


def test_is_drawn_where_it_has_a_picture(file):
    model = read_model(file.read_bytes())
    picture = draw(model, title=file.stem)
    assert bool(picture) == bool(model.shapes)
    assert not picture or etree.fromstring(picture).tag.endswith("svg")


def test_every_element_is_listed_once(file):
    model = read_model(file.read_bytes())
    listed = [(report.kind, report.element, report.line) for report in executability(model)]
    elements = len(model.lanes) + len(model.nodes) + len(model.flows) + len(model.others)
    assert len(listed) == elements + max(len(model.processes), 1)


def test_what_is_not_executed_says_why(file):
    reports = executability(read_model(file.read_bytes()))
    left_out = [report for report in reports if not report.executable]
    assert left_out
    assert all(plain(report.reason) for report in left_out)


def test_nothing_of_another_modeller_is_a_process_of_ours(file):
    process = executability(read_model(file.read_bytes()))[0]
    assert not process.executable


def test_no_sentence_is_left_open(file):
    reports = executability(read_model(file.read_bytes()))
    for reason in (report.reason for report in reports if report.reason):
        assert set(re.findall(r"\$\{(\w+)\}", reason.default)) == set(reason.mapping or ())
