"""Styles of numbers, refused when they would give one number twice; no Plone needed."""

from muniflow.core.numbering import check_style
from muniflow.core.numbering import NEW_MAIN
from muniflow.core.numbering import NumberStyle
from muniflow.core.numbering import PatternError
from muniflow.core.numbering import SAME_MAIN
from muniflow.core.numbering import styles_from
from muniflow.core.packs import packs

import pytest

CASE = "{code}/{main}/{year}"
DOCUMENT = "{code}/{main}-{sub}/{year}"
STYLES = [style for one in packs().values() for style in one.numbering]


def style(case=CASE, document=DOCUMENT, coded="{code}-{register}", continuation=NEW_MAIN):
    return NumberStyle("x", "X", case, document, coded, continuation)


@pytest.mark.parametrize("shipped", STYLES, ids=lambda one: f"{one.id} {one.case}")
def test_shipped_styles_are_sound(shipped):
    assert check_style(shipped) is shipped


@pytest.mark.parametrize(
    "case",
    [
        "{code}/{year}",
        "{code}/{main}",
        "{main}/{year}",
        "{code}/{main}-{sub}/{year}",
        "{code}/{main}/{year}/{main}",
        "{code}/{main}{year}",
        "{code}/{main:04}/{year}",
        "{code}/{main!r}/{year}",
        "{code}/1{main}/{year}",
        "{code}/{main}/{year",
        "{code}/{main}/{month}",
    ],
)
def test_a_case_needs_code_year_and_main_apart(case):
    with pytest.raises(PatternError):
        check_style(style(case=case))


@pytest.mark.parametrize("document", ["{code}/{sub}/{year}", "{main}-{sub}/{year}", "letter"])
def test_a_document_needs_its_case_or_a_number_of_its_own(document):
    with pytest.raises(PatternError):
        check_style(style(document=document))


@pytest.mark.parametrize("coded", ["{code}", "{register}", "{code}{register}"])
def test_a_register_beside_the_main_one_has_both_codes(coded):
    with pytest.raises(PatternError):
        check_style(style(coded=coded))


def test_sub_numbers_of_a_closed_register_cannot_go_on():
    with pytest.raises(PatternError, match="new_main"):
        check_style(style(continuation=SAME_MAIN))


def test_a_mark_may_stay_where_documents_are_counted_by_themselves():
    running = style(document="{code}/{year}-{main}", continuation=SAME_MAIN)
    assert check_style(running).running


def test_an_unknown_continuation_is_refused():
    with pytest.raises(PatternError):
        check_style(style(continuation="never"))


ROW = {"id": "a", "title": "A", "case": CASE, "document": DOCUMENT}


def test_the_default_comes_first():
    found = styles_from([ROW, {**ROW, "id": "b"}], "b")
    assert [one.id for one in found] == ["b", "a"]


@pytest.mark.parametrize("rows,default", [([ROW], "b"), ([ROW, ROW], "a")])
def test_the_default_is_one_of_them_each_named_once(rows, default):
    with pytest.raises(PatternError):
        styles_from(rows, default)
