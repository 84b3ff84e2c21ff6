"""The rights over an organisation itself, against a table that people can read."""

from pathlib import Path
from plone import api
from tests.security.matrix import settle_in
from tests.security.offices import ORGANISATION
from tests.security.offices import rows
from tests.security.offices import settle

import pytest

EXPECTED = Path(__file__).with_name("offices.txt")


def _lines() -> list[str]:
    return [x for x in EXPECTED.read_text().splitlines() if x and not x.startswith("#")]


def test_rights_over_an_organisation_are_as_written(town, tmp_path_factory):
    """Read the new table where the message says; when it is right, put it into offices.txt."""
    with api.env.adopt_roles(["Manager"]):
        settle_in(town, ORGANISATION)
        settle(town)
    got = list(rows(town))
    if got != _lines():
        written = tmp_path_factory.getbasetemp() / "offices.txt"
        written.write_text("\n".join(got) + "\n")
        pytest.fail(f"the rights are others than in offices.txt: see {written}")


@pytest.mark.parametrize(
    "name", ["outsider", "legal elsewhere", "left yesterday", "from tomorrow"]
)
def test_outsiders_have_none(name):
    (line,) = [x for x in _lines() if x.startswith(name)]
    assert line.split()[-1] == "-"


@pytest.mark.parametrize("word", ["worker", "publish-shared"])
def test_what_is_shared_is_for_site_managers(word):
    assert [x[:22].strip() for x in _lines() if word in x.split()] == ["site manager"]
