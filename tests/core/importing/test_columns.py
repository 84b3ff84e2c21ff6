"""Headers of a sheet and the columns they mean."""

from muniflow.core.importing.columns import Column
from muniflow.core.importing.columns import match
from muniflow.core.sheets import read
from muniflow.core.sheets import SheetRefused

import pytest

COLUMNS = (
    Column("title", "Subject", ("tárgy", "předmět"), required=True),
    Column("value", "Value", ("nettó érték",)),
)


def matched(text):
    return match(read(text.encode(), "a.csv"), COLUMNS, "a.csv")


@pytest.mark.parametrize("header", ["title", "Tárgy", "TARGY", "Předmět", " tárgy: "])
def test_headers_in_any_language(header):
    assert matched(f"{header};x\na;b\n").places == {"title": 0}


def test_unknown_headers_are_told():
    assert matched("tárgy;színe\na;b\n").unknown == ("színe",)


@pytest.mark.parametrize("text", ["nettó érték\n1\n", "tárgy;subject;title\na;b;c\n"])
def test_missing_and_doubled_columns(text):
    with pytest.raises(SheetRefused):
        matched(text)
