"""What everybody is told at every door, against a table that people can read."""

from pathlib import Path
from tests.registry.confidentiality.matrix import chapter
from tests.registry.confidentiality.matrix import CHAPTERS

import pytest

EXPECTED = Path(__file__).with_name("matrix.txt")


def known(head: str) -> list[str]:
    """Return the lines of one chapter."""
    lines = EXPECTED.read_text().splitlines()
    start = lines.index(head) if head in lines else len(lines)
    rest = [i for i, line in enumerate(lines) if i > start and not line.startswith("  ")]
    return [line for line in lines[start : rest[0] if rest else None] if line]


@pytest.mark.parametrize(("name", "answer"), CHAPTERS)
def test_everybody_is_told_as_much_as_is_written(secret, tmp_path_factory, name, answer):
    """Read the new chapter where the message says; when it is right, put it into matrix.txt."""
    got = list(chapter(secret, name, answer))
    if got != known(got[0]):
        written = tmp_path_factory.getbasetemp() / f"{name} {answer}.txt"
        written.write_text("\n".join(got) + "\n")
        pytest.fail(f"others are told than in matrix.txt: see {written}")


def test_the_table_has_no_other_chapters():
    heads = [x for x in EXPECTED.read_text().splitlines() if x and not x.startswith(("#", " "))]
    assert heads == [f"{name}: {answer}" for name, answer in CHAPTERS]
