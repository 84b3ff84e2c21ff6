"""The generated files can be read and say what the contract says."""

from datetime import date
from docx import Document
from io import BytesIO
from muniflow.demo.data import demo
from muniflow.demo.docx import docx
from muniflow.demo.pdf import pdf
from muniflow.demo.texts import contract_paper
from muniflow.demo.texts import offer_paper
from pypdf import PdfReader

import pytest
import re

DEMO = demo()
BEGUN = date(2026, 3, 2)


@pytest.fixture(scope="module", params=DEMO.contracts, ids=lambda row: row.key)
def row(request):
    return request.param


def test_every_contract_has_a_text_without_gaps(row):
    paper = contract_paper(DEMO, row, BEGUN)
    text = " ".join((paper.intro, *(p for c in paper.clauses for p in c.paragraphs)))
    assert not re.search(r"[{}]|\.\.|None", text)
    assert DEMO.partners[row.partner].tax_number in text
    assert row.subject in text


@pytest.mark.parametrize("key", ["c01", "c27"])
def test_a_docx_says_what_the_contract_says(key):
    row = next(r for r in DEMO.contracts if r.key == key)
    document = Document(BytesIO(docx(contract_paper(DEMO, row, BEGUN))))
    text = "\n".join(p.text for p in document.paragraphs)
    assert row.subject in text
    assert "Dunakeszi, 2026. március 2." in text


@pytest.mark.parametrize("make", [contract_paper, offer_paper])
def test_a_pdf_holds_the_long_accents_as_text(make):
    row = next(r for r in DEMO.contracts if r.key == "c03")
    pages = PdfReader(BytesIO(pdf(make(DEMO, row, BEGUN)))).pages
    text = " ".join(page.extract_text() for page in pages)
    assert "Lámpás Energiakereskedő Zrt." in text
    assert "huszonegymillió-ötszázezer" in text.replace("\n", "")


def test_a_pdf_is_the_same_at_every_loading():
    paper = contract_paper(DEMO, DEMO.contracts[0], BEGUN)
    assert pdf(paper) == pdf(paper)
