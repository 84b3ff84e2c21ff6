"""What members may be called."""

from hypothesis import given
from hypothesis import strategies as st
from muniflow.document.child.names import free_name
from muniflow.document.child.names import LONGEST_FILE
from muniflow.document.child.names import NotTaken
from muniflow.document.child.names import safe_file
from muniflow.document.child.names import safe_path
from pathlib import Path

import pytest

TRICKS = [
    *("../a", "a/../../b", "/etc/passwd", "C:\\a.txt", "c:a.txt", "\\\\server\\share", "a//b"),
    *("", ".", "..", "a/./b", "a\x00.txt", "a\nb", "a/ .. /b", "x" * 501, "a\u202ecod.exe", "a/"),
]


@pytest.mark.parametrize("name", TRICKS)
def test_tricks_are_refused(name):
    with pytest.raises(NotTaken) as caught:
        safe_path(name)
    assert caught.value.reason == "path"


@pytest.mark.parametrize(
    "name,path",
    [
        ("a.txt", "a.txt"),
        ("Mellékletek\\1. számú.pdf", "Mellékletek/1. számú.pdf"),
        ("META-INF/signatures.xml", "META-INF/signatures.xml"),
        ("..a/b..", "..a/b.."),
        ("e\u0301.txt", "é.txt"),
    ],
)
def test_honest_paths_are_kept(name, path):
    assert safe_path(name) == path


@given(st.text(max_size=600))
def test_a_path_never_leaves_its_folder(name):
    root = Path("/srv/container")
    try:
        path = safe_path(name)
    except NotTaken:
        return
    assert (root / path).resolve().is_relative_to(root)
    assert not set(path) & {"\x00", "\n", "\r", "\\"}


@given(st.text(max_size=600))
def test_the_name_of_an_attachment_is_that_of_one_file(name):
    found = safe_file(name, "part-1.bin")
    assert found == Path(found).name
    assert 0 < len(found) <= LONGEST_FILE
    assert not set(found) & set('/\\:\x00\r\n"')


@given(st.lists(st.sampled_from(["a.pdf", "b", "a (2).pdf"]), max_size=12))
def test_no_two_are_called_the_same(names):
    taken = []
    for name in names:
        taken.append(free_name(name, taken))
    assert len(set(taken)) == len(names)


def test_a_second_one_is_counted():
    assert free_name("letter.pdf", {"letter.pdf"}) == "letter (2).pdf"
