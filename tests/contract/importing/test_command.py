"""The command: what it says and when it refuses."""

from argparse import ArgumentParser
from muniflow.contract.importing import command

import pytest
import transaction

HEADER = "Hivatkozás;Irány;Tárgy;Partner;Nettó érték;Kezdete;Szervezeti egység;Felelős\n"
ROWS = (
    "K-1;kimenő;Subject;Zöld Kft.;1000;2026-11-22;City Operations;anna\n"
    "K-2;kimenő;Subject;Zöld Kft.;sok;2026-11-22;City Operations;anna\n"
)


@pytest.fixture
def called(live_town, tmp_path, capsys):
    """A function that calls the command and returns what it printed."""
    transaction.commit()
    file = tmp_path / "lista.csv"
    file.write_text(HEADER + ROWS, encoding="utf-8")

    def call(*arguments):
        parser = ArgumentParser()
        command.configure(parser)
        words = [str(file) if word == "FILE" else word for word in arguments]
        args = parser.parse_args(["--site", live_town.getId(), *words])
        command.run(live_town.getPhysicalRoot(), args)
        return capsys.readouterr().out

    return call


def count(site):
    transaction.begin()
    return sum(len(year.objectIds()) for year in site["onk"]["cases"].objectValues())


def test_a_dry_run_only_tells(called, live_town):
    told = called("onk", "FILE", "--as", "gabi", "--dry-run")
    assert "2 rows, 1 would be taken over, 0 there already, 1 refused" in told
    assert "row 3: Nettó érték: “sok” is no number" in told
    assert count(live_town) == 0


def test_an_import_is_committed_and_a_second_one_doubles_nothing(called, live_town):
    assert "1 taken over" in called("onk", "FILE", "--as", "gabi")
    assert count(live_town) == 1
    assert "0 taken over, 1 there already" in called("onk", "FILE", "--as", "gabi")
    assert count(live_town) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("moon", "FILE", "--as", "gabi"), "no organisation 'moon'"),
        (("onk", "/nowhere.csv", "--as", "gabi"), "no file"),
        (("onk", "FILE", "--as", "nobody"), "nobody called"),
        (("onk", "FILE", "--as", "anna"), "may not import"),
    ],
)
def test_refused_with_a_sentence(called, capsys, arguments, words):
    with pytest.raises(SystemExit):
        called(*arguments)
    assert words in capsys.readouterr().err
