"""The rights in every step of every shipped process, against a table that people can read."""

from collections.abc import Iterator
from muniflow.process.operations import definition
from pathlib import Path
from plone import api
from tests.security.matrix import PROCESSES
from tests.security.matrix import publish
from tests.security.matrix import settle_in
from tests.security.matrix import table

import pytest

EXPECTED = Path(__file__).with_name("matrix.txt")


def _chapters(text: str) -> dict[str, str]:
    """Return the lines of each process by its name."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line and not line.startswith((" ", "#")):
            found[line] = []
        if found and not line.startswith("#"):
            found[next(reversed(found))].append(line)
    return {name: "\n".join(lines).strip() for name, lines in found.items()}


@pytest.mark.parametrize(("organisation", "portal_type", "process"), PROCESSES)
def test_rights_are_as_written(town, tmp_path_factory, organisation, portal_type, process):
    """Read the new table where the message says; when it is right, put it into matrix.txt."""
    with api.env.adopt_roles(["Manager"]):
        settle_in(town, organisation)
        publish(town, organisation, portal_type, process)
    got = "\n".join(table(town, organisation, portal_type))
    assert got.partition("\n")[0] == process
    if got != _chapters(EXPECTED.read_text()).get(process, ""):
        written = tmp_path_factory.getbasetemp() / f"matrix-{process}.txt"
        written.write_text(got + "\n")
        pytest.fail(f"the rights of {process} are others than in matrix.txt: see {written}")


def _lines(process: str) -> Iterator[tuple[str, str, str]]:
    """Yield step, person and rights of the table."""
    state = ""
    for line in _chapters(EXPECTED.read_text())[process].splitlines()[1:]:
        if not line.startswith("    "):
            state = line.strip()
        else:
            yield state, line[4:27].strip(), line[27:]


PROCESS_IDS = (
    "outgoing-contract",
    "outgoing-contract-office",
    "incoming-contract",
    "general-case",
)
BEYOND = ("parallel", "waiting")


@pytest.mark.parametrize("process", PROCESS_IDS)
def test_the_table_has_every_step(town, process):
    states = set(definition(f"{process}.1").states)
    assert {state for state, _person, _rights in _lines(process)} == states


@pytest.mark.parametrize("process", (*PROCESS_IDS, *BEYOND))
@pytest.mark.parametrize(
    "person", ["outsider", "legal elsewhere", "left yesterday", "from tomorrow"]
)
def test_the_table_gives_outsiders_nothing(process, person):
    rights = {rights for _state, name, rights in _lines(process) if name == person}
    assert rights == {"-"}


@pytest.mark.parametrize("process", (*PROCESS_IDS, *BEYOND))
def test_the_table_lets_nobody_decide_who_only_watches(process):
    watching = ("auditor", "administrator", "site manager")
    assert [line for line in _lines(process) if line[1] in watching and "|" in line[2]] == []


@pytest.mark.parametrize("process", (*PROCESS_IDS, *BEYOND))
def test_the_table_finds_what_it_shows(process):
    odd = [x for x in _lines(process) if ("find" in x[2].split()) != ("see" in x[2].split())]
    assert odd == []


STANDING_IN = ("for legal", "for signatory to 1M", "handed the step")
SILENT = ("objection-period", "office-s-contract")


@pytest.mark.parametrize("process", (*PROCESS_IDS, *BEYOND))
def test_the_table_lets_nobody_delegate_what_is_lent(process):
    lent = [line for line in _lines(process) if line[1] in STANDING_IN]
    assert [line for line in lent if "delegate" in line[2].split()] == []


@pytest.mark.parametrize("process", BEYOND)
def test_the_table_lets_nobody_decide_where_the_process_waits(process):
    rights = {line[2].split(" | ")[1:2] != [] for line in _lines(process) if line[0] in SILENT}
    assert rights <= {False}
