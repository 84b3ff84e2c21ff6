"""The command proves an export alone, and names what is wrong."""

from muniflow.cli import main
from muniflow.core.interfaces import IJournal
from muniflow.core.journal.exporting import write_export
from pathlib import Path
from zipfile import ZipFile

import json
import os
import pytest
import subprocess
import sys

CALL = "import sys; from muniflow.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture()
def export(organisation, on, seal_until, tmp_path):
    """A ZIP with three days."""
    on(1, "one", "two", "three")
    seal_until(3)
    target = tmp_path / "export.zip"
    ledger = IJournal(organisation).ledger
    with target.open("wb") as stream:
        assert write_export(organisation, ledger, list(ledger.seals), stream) == 3
    return target


@pytest.fixture()
def folder(export, tmp_path):
    """The same unpacked."""
    with ZipFile(export) as package:
        package.extractall(tmp_path / "unpacked")
    return tmp_path / "unpacked"


def verify(*args):
    try:
        return main(["verify-journal", *map(str, args)])
    except SystemExit as end:
        return end.code


def seals(folder):
    return [json.loads(p.read_text()) for p in sorted(folder.rglob("*.seal.json"))]


@pytest.mark.parametrize("kind", ["zip", "folder", "inner folder", "files"])
def test_an_export_is_proven(kind, export, folder, capsys):
    ways = {
        "zip": [export],
        "folder": [folder],
        "inner folder": [folder / "onk"],
        "files": sorted(p for p in folder.rglob("*") if p.is_file()),
    }
    assert verify(*ways[kind]) == 0
    told = capsys.readouterr().out
    assert "onk: all is as it was sealed" in told and "3 days" in told


def test_what_was_altered_is_told(folder, capsys):
    (day,) = [p for p in folder.rglob("*.jsonl") if b'"two"' in p.read_bytes()]
    day.write_bytes(day.read_bytes().replace(b'"two"', b'"owt"'))
    assert verify(folder) == 1
    (first, *_more) = [s for s in capsys.readouterr().out.splitlines() if "WRONG" in s]
    assert day.stem in first and "'owt'" in first and "was altered" in first


def test_a_cut_tail_is_found_by_a_head_from_elsewhere(folder, capsys):
    head = seals(folder)[-1]["head"]
    assert verify(folder, "--head", head) == 0
    last = seals(folder)[-1]["day"]
    for file in folder.rglob(f"{last}*"):
        file.unlink()
    assert verify(folder) == 0
    assert verify(folder, "--head", head) == 1
    assert f"the head {head} is not there" in capsys.readouterr().out
    assert verify(folder, "--until", last) == 1


def test_a_cut_tail_is_found_by_a_later_export(export, folder, tmp_path, capsys):
    first, second, _third = [seal["day"] for seal in seals(folder)]
    for file in folder.rglob(f"{second}*"):
        file.unlink()
    assert verify(folder) == 1
    assert f"{second} is missing: after {first}" in capsys.readouterr().out
    assert verify(folder, export) == 0


def test_two_exports_that_differ_are_told(export, folder, capsys):
    day = seals(folder)[1]["day"]
    file = folder / "onk" / f"{day}.jsonl"
    file.write_bytes(file.read_bytes() + b"{}\n")
    assert verify(export, folder) == 1
    assert f"{day}.jsonl was given twice" in capsys.readouterr().out


def test_another_certificate_is_told(folder, capsys):
    own = seals(folder)[-1]["certificate"]
    assert verify(folder, "--certificate", own) == 0
    assert verify(folder, "--certificate", "0" * 64) == 1


@pytest.mark.parametrize("given", ["nothing.zip", "empty"])
def test_what_holds_no_journal_is_told(given, tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert verify(tmp_path / given) == 1
    assert capsys.readouterr().err.startswith("muniflow: ")


def test_neither_instance_nor_database_is_asked_for(export, tmp_path):
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", CALL, "verify-journal", str(export)],
        cwd=Path(tmp_path),
        env=env,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "all is as it was sealed" in done.stdout
