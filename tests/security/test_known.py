"""Every view, service and named part of our own has been thought of."""

from pathlib import Path
from tests.security.registry import ours

KNOWN = Path(__file__).with_name("known.txt")


def _known() -> set[str]:
    lines = KNOWN.read_text().splitlines()
    return {line.split("  #")[0].strip() for line in lines if line and not line.startswith("#")}


def test_nothing_is_published_that_nobody_thought_of(world):
    """Add a new view to known.txt with a word on who may call it and what it gives away."""
    assert sorted(set(ours()) - _known()) == []


def test_nothing_is_listed_that_is_gone(world):
    assert sorted(_known() - set(ours())) == []


def test_every_line_says_why(world):
    lines = [x for x in KNOWN.read_text().splitlines() if x and not x.startswith("#")]
    assert [line for line in lines if not line.partition("  # ")[2].strip()] == []
