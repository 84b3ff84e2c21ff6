"""What is printed is read again, by a decoder of others."""

from dataclasses import replace
from io import BytesIO
from muniflow.registry.labels.drawing import sheets
from muniflow.registry.labels.drawing import single
from muniflow.registry.labels.drawing import Stamp
from muniflow.registry.labels.drawing import stamp
from muniflow.registry.labels.rules import FORMS
from muniflow.registry.labels.rules import Label
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph
from reportlab.platypus import SimpleDocTemplate
from tests.registry.labels.reading import codes
from tests.registry.labels.reading import pages
from tests.registry.labels.reading import words

import pytest

LABEL = Label(
    "ONK/12345-3/2026",
    "Dunakeszi Város Önkormányzata",
    "Játszótér karbantartása – őszi felülvizsgálat",
    "https://office.example/muniflow/@@find/0123456789abcdef0123456789abcdef",
)


def many(count):
    return [replace(LABEL, url=f"{LABEL.url[:-4]}{n:04}") for n in range(count)]


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda f: f.name)
def test_the_code_of_a_single_label_is_read(form):
    assert codes(single(LABEL, form)) == [LABEL.url]


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda f: f.name)
def test_all_codes_of_a_full_sheet_are_read_in_order(form):
    labels = many(form.count)
    assert codes(sheets(labels, form)) == [label.url for label in labels]


def test_sheets_go_on(form=FORMS["70x37"]):
    labels = many(28)
    made = sheets(labels, form, start=20)
    assert pages(made) == 2
    assert codes(made) == [label.url for label in labels[:5]]
    assert codes(made, page=1) == [label.url for label in labels[5:]]


def test_number_organisation_and_subject_stand_on_it():
    text = words(single(LABEL, FORMS["70x37"])).replace("\r\n", " ")
    assert LABEL.number in text
    assert "Dunakeszi Város" in text
    assert "Játszótér" in text


@pytest.mark.parametrize("number", ["P1/2026", "VERYLONG/1234567-12345/2026", "M" * 60])
def test_any_number_keeps_the_code_readable(number):
    assert codes(single(replace(LABEL, number=number), FORMS["63x38"])) == [LABEL.url]


def test_a_stamp_between_paragraphs_is_read():
    target = BytesIO()
    SimpleDocTemplate(target, pagesize=A4).build([Stamp(LABEL), Paragraph("Register 2026")])
    assert codes(target.getvalue()) == [LABEL.url]
    assert LABEL.number in words(target.getvalue())


def test_a_stamp_on_a_page_is_read():
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4)
    stamp(canvas, LABEL, 300, 700)
    canvas.save()
    assert codes(target.getvalue()) == [LABEL.url]
