"""`muniflow verify-register` says in sentences what it found; no instance, no database."""

from muniflow.cli import main
from tests.registry.exports.samples import file_of
from tests.registry.exports.samples import sample
from tests.registry.exports.test_proof import written

import pytest


def said(capsys, *arguments):
    """Return the exit code and what was printed."""
    try:
        code = main(["verify-register", *map(str, arguments)])
    except SystemExit as exit:
        code = exit.code
    return code, capsys.readouterr().out


@pytest.fixture()
def exported(tmp_path):
    return written(tmp_path, sample())


def test_a_sound_export_ends_with_0(capsys, exported):
    code, out = said(capsys, exported)
    assert code == 0
    assert out.startswith("register.xml: Dunakeszi Önkormányzat 2026, 15 entries: whole and in")


def test_the_first_bad_number_is_named_and_all_are_listed(capsys, exported):
    text = exported.read_text().replace("<title>Ügy 4</title>", "<title>Ügy 5</title>")
    exported.write_text(text.replace("<title>Ügy 7</title>", "<title>Ügy 8</title>"))
    code, out = said(capsys, exported)
    assert code == 1
    assert "3 faults, the first at ONK/5/2026." in out
    assert "  ONK/8/2026 was changed: its hash does not fit." in out


def test_several_files_are_each_proven(capsys, exported, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("no export")
    code, out = said(capsys, exported, other, tmp_path / "missing.xml")
    assert code == 1
    assert "other.txt is broken XML" in out and "missing.xml cannot be read" in out


def test_the_hash_noted_elsewhere_is_compared(capsys, exported):
    code, out = said(capsys, exported, "--sha256", "0" * 64)
    assert code == 1 and "as noted elsewhere" in out


def test_files_of_documents_are_compared(capsys, exported, tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    entry = sample().entry(1, 1)
    own = folder / file_of(entry).name
    own.write_bytes(entry.number.encode())
    assert said(capsys, exported, "--documents", folder)[0] == 0
    own.write_bytes(b"another")
    (folder / "stranger.txt").write_bytes(b"x")
    code, out = said(capsys, exported, "--documents", folder)
    assert code == 1
    assert f"its hash is not that of {own.name} in ONK/1-1/2026." in out
    assert "stranger.txt: no register names this file." in out
