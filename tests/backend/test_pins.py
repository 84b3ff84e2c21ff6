"""buildout reads the same versions as pip."""

from backend.pins import CONSTRAINTS
from backend.pins import pins
from backend.pins import VERSIONS
from backend.pins import versions_cfg
from packaging.requirements import Requirement

import pytest
import tomllib


@pytest.fixture(scope="module")
def text():
    return CONSTRAINTS.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project():
    source = CONSTRAINTS.parents[1] / "pyproject.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))["project"]


def test_the_versions_of_buildout_are_up_to_date(text):
    assert VERSIONS.read_text(encoding="utf-8") == versions_cfg(text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("plone==6.2.2", [("plone", "6.2.2")]),
        ("# a remark", []),
        ("legacy-cgi==2.6 ; python_full_version >= '3.13'", [("legacy-cgi", "2.6")]),
        ("pywin32==312 ; sys_platform == 'win32'", []),
        ("    # via six", []),
    ],
)
def test_a_pin_for_another_system_is_left_out(line, expected):
    assert list(pins(line)) == expected


def test_everything_asked_for_is_pinned(text, project):
    pinned = {name.lower() for name, _version in pins(text)}
    extras = project["optional-dependencies"]
    asked = project["dependencies"] + [name for extra in extras.values() for name in extra]
    names = {Requirement(line).name.lower().replace("_", "-").replace(".", "-") for line in asked}
    assert names - pinned == set()


def test_pins_name_no_address(text):
    assert "://" not in text and "--" not in text
