"""How numbers are written and sorted; no Plone needed."""

from hypothesis import given
from hypothesis import strategies as st
from muniflow.core.errors import Invalid
from muniflow.core.packs import pack
from muniflow.core.packs import packs
from muniflow.registry.writing import check_code
from muniflow.registry.writing import format_number
from muniflow.registry.writing import order_of
from muniflow.registry.writing import prefix_of
from muniflow.registry.writing import register_id
from muniflow.registry.writing import span_of

import pytest

STYLES = {f"{name} {s.id}": s for name, one in packs().items() for s in one.numbering}


def written(country, style, sub, code="ONK", register=""):
    found = next(one for one in pack(country).numbering if one.id == style)
    return format_number(
        found,
        code=prefix_of(found, code, register),
        main=12,
        sub=sub,
        year=2026,
        document=sub > 0,
    )


@pytest.mark.parametrize(
    "country,style,case,document",
    [
        ("hu", "main-sub", "ONK/12/2026", "ONK/12-3/2026"),
        ("cz", "file-mark", "ONK/2026-12", "ONK/2026-12-3"),
        ("cz", "running", "SZ ONK/2026-12", "ONK/2026-12"),
        ("cz", "main-sub", "ONK 12/2026", "ONK 12/2026-3"),
    ],
)
def test_numbers_are_written_as_the_country_does(country, style, case, document):
    assert (written(country, style, 0), written(country, style, 3)) == (case, document)


@pytest.mark.parametrize(
    "country,style,number",
    [("hu", "main-sub", "ONK-EPR/12/2026"), ("cz", "running", "SZ ONK-EPR/2026-12")],
)
def test_the_code_of_a_register_stands_in_its_numbers(country, style, number):
    assert written(country, style, 0, register="EPR") == number


ENTRY = st.tuples(st.integers(1, 99_999), st.integers(0, 99_999))


@pytest.mark.parametrize("name", STYLES)
@given(one=ENTRY, other=ENTRY, code=st.from_regex(r"[A-Z0-9]{2,8}", fullmatch=True))
def test_in_one_register_no_number_is_written_for_two_entries(name, one, other, code):
    style = STYLES[name]

    def entry(place):
        main, sub = place
        # A running number is taken by a case or by a document, never by both.
        sub = 0 if style.running else sub
        document = bool(sub) or (style.running and main % 2 == 0)
        return (
            main,
            sub,
            format_number(style, code=code, main=main, sub=sub, year=2026, document=document),
        )

    (*place, number), (*elsewhere, same) = entry(one), entry(other)
    assert (number == same) == (place == elsewhere)


PLACE = st.tuples(st.integers(2000, 2099), st.integers(1, 9_999_999), st.integers(0, 99_999))


@given(one=PLACE, other=PLACE, code=st.sampled_from(["", "ADO", "EPR2"]))
def test_the_order_is_that_of_the_numbers(one, other, code):
    texts = [order_of(register_id(year, code), main, sub) for year, main, sub in (one, other)]
    assert (texts[0] < texts[1]) == (one < other)


@given(place=PLACE, code=st.sampled_from(["", "ADO"]), other=st.sampled_from(["", "ADO", "ADO2"]))
def test_the_span_of_a_register_holds_its_own(place, code, other):
    year, main, sub = place
    low, high = span_of(register_id(year, other))
    inside = low <= order_of(register_id(year, code), main, sub) <= high
    assert inside == (code == other)


@pytest.mark.parametrize("code,kept", [("", ""), (" epr ", "EPR"), ("A1", "A1")])
def test_codes_are_capitals(code, kept):
    assert check_code(code) == kept


@pytest.mark.parametrize("code", ["Á", "A-B", "A B", "ABCDEFGHI", "../x"])
def test_other_codes_are_refused(code):
    with pytest.raises(Invalid):
        check_code(code)
