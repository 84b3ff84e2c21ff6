"""The command, where no server runs."""

from App.config import getConfiguration
from argparse import ArgumentParser
from argparse import Namespace
from muniflow.core.worker import command
from muniflow.core.worker import serving

import json
import pytest


@pytest.fixture()
def once(functional, job):
    """Run the command; return what it asked the shell to end with."""

    def run() -> int:
        try:
            command.run(functional["app"], Namespace(once=True, job=["test-counting"]))
        except SystemExit as end:
            return end.code
        return 0

    return run


@pytest.fixture()
def home(tmp_path, monkeypatch):
    """The folder of a server's own data."""
    monkeypatch.setattr(getConfiguration(), "clienthome", str(tmp_path), raising=False)
    return tmp_path


def test_it_says_what_was_done(words, once, capsys):
    words("a", "b")
    assert once() == 0
    assert capsys.readouterr().out == "/plone test-counting: 2 done, 0 failed\n"


def test_it_ends_with_1_when_something_failed(words, once, job, capsys):
    words("a", "b")
    job.trouble["b"] = ValueError("no ink")
    assert once() == 1
    assert capsys.readouterr().out == (
        "/plone test-counting: 1 done, 1 failed\n  B: ValueError: no ink\n"
    )


def test_it_says_so_when_there_is_nothing(words, once, capsys):
    words()
    assert once() == 0
    assert capsys.readouterr().out == "Nothing was to be done.\n"


def test_once_is_to_be_said():
    parser = ArgumentParser()
    command.configure(parser)
    with pytest.raises(SystemExit):
        parser.parse_args([])
    assert parser.parse_args(["--once", "--job", "mails"]).job == ["mails"]


def test_a_server_that_cannot_be_asked_is_one_sentence(home, capsys):
    with pytest.raises(SystemExit) as end:
        command.run_beside(Namespace(job=[]))
    assert end.value.code == 1
    assert capsys.readouterr().err.startswith("muniflow: the server cannot be asked: ")


def test_a_server_leaves_word_and_takes_it_back(home, monkeypatch):
    monkeypatch.setenv("MUNIFLOW_SERVER", "http://localhost:8111")
    monkeypatch.setenv("MUNIFLOW_WORKER", "off")
    serving.open_server()
    word = json.loads((home / serving.FILE).read_text())
    assert word["server"] == "http://localhost:8111"
    assert serving.knows(word["token"], "127.0.0.1")
    assert not serving.knows(word["token"], "10.0.0.1")
    assert not serving.knows("", "127.0.0.1")
    serving.close_server()
    assert not serving.knows(word["token"], "127.0.0.1")
    assert not (home / serving.FILE).exists()
