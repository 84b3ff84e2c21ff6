"""What makes two papers belong together; no Plone needed."""

from muniflow.core.packs import pack
from muniflow.registry.arrivals import matching

import pytest


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Hiv.: ONK/12/2026", ["ONK/12/2026"]),
        ("ONK/12-3/2026 számú levelükre", ["ONK/12-3/2026", "ONK/12/2026"]),
        ("onk/12-3/2026", ["ONK/12-3/2026", "ONK/12/2026"]),
        ("PHI/12/2026", []),
        ("XONK/12/2026", []),
        ("ONK/12/20267890", []),
        ("Re: ONK/1/2026, ONK/2/2026.", ["ONK/1/2026", "ONK/2/2026"]),
        ("nothing at all", []),
    ],
)
def test_our_own_numbers_are_found_in_a_text(text, numbers):
    assert matching.quoted_numbers(text, pack("hu"), "ONK") == numbers


def test_numbers_of_every_style_of_a_country_are_found():
    found = matching.quoted_numbers("k Vašemu čj. MUD 12/2026-3", pack("cz"), "MUD")
    assert "MUD 12/2026" in found


@pytest.mark.parametrize(
    ("subject", "stems"),
    [
        ("Kátyúk a Fő úton", ["katyuk", "uton"]),
        ("Kérelem közterület használatára", ["kozter", "haszna"]),
        ("12345 2026", []),
        ("kátyú KÁTYÚ katyu", ["katyu"]),
    ],
)
def test_words_are_compared_by_their_beginnings(subject, stems):
    assert matching.stems(subject) == stems


def test_a_paper_leaves_traces_for_its_like():
    found = matching.traces(
        partners=["Fényhíd Bt., 2151 Fót"],
        references=["F-12/26"],
        identifiers=["<a@b>"],
        subject="Kátyúk",
    )
    assert found == ["by:fenyhidbt", "ref:f1226", "id:<a@b>", "word:katyuk"]


def test_nothing_leaves_no_trace():
    assert matching.traces(partners=["", " ,x"], references=[""], identifiers=[" "]) == []


def test_rare_words_weigh_more():
    hits = {"katyuk": ["a"], "varosi": ["a", *map(str, range(50))]}
    scores = matching.word_scores(hits, 1000)
    assert scores["a"] == matching.BY_WORDS
    assert scores["7"] < matching.BY_WORDS / 2
