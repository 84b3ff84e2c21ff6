"""The files of the profile: sound, named for translation, and careful on re-import."""

from muniflow.contract.rules import FIELDS
from muniflow.process import names
from muniflow.process import operations
from muniflow.process.bpmn import read_model
from muniflow.process.compiler import compile_process
from muniflow.process.compiler import DECISION_NAMES
from muniflow.process.setup import shipped
from plone import api
from plone.app.testing import applyProfile

import pytest

FILES = shipped()


def test_three_processes():
    assert sorted(FILES) == ["incoming-contract", "outgoing-contract", "outgoing-contract-office"]


@pytest.mark.parametrize("name", FILES)
def test_compiles_for_contracts(name):
    assert compile_process(read_model(FILES[name]), version=1, fields=FIELDS).process == name


@pytest.mark.parametrize("name", FILES)
def test_every_name_is_known_to_the_translators(name):
    model = read_model(FILES[name])
    parts = (model, *model.nodes, *model.flows, *model.lanes, *(e for _tag, e in model.others))
    assert {part.name for part in parts if part.name} <= {str(known) for known in names.NAMES}


def test_names_of_decisions_are_known_to_the_translators():
    assert set(DECISION_NAMES.values()) <= {str(known) for known in names.NAMES}


class TestInstall:
    @pytest.fixture
    def library(self, portal):
        return portal["processes"]

    @pytest.mark.parametrize("name", FILES)
    def test_is_published(self, library, name):
        assert operations.versions(library[name])[0].workflow_id == f"{name}.1"

    @pytest.mark.parametrize("name", FILES)
    def test_is_byte_identical(self, library, name):
        assert operations.text_of(library[name]) == FILES[name]

    def test_again_changes_nothing(self, portal, library):
        applyProfile(portal, "muniflow:default")
        assert len(operations.versions(library["outgoing-contract"])) == 1

    def test_what_was_changed_here_is_left_alone(self, portal, library):
        process = library["outgoing-contract"]
        operations.replace_text(process, changed("outgoing-contract"))
        left = operations.install_library(portal)
        assert (left, operations.text_of(process)) == (
            ["outgoing-contract"],
            changed("outgoing-contract"),
        )

    def test_and_the_page_says_so(self, portal, library):
        process = library["outgoing-contract"]
        operations.replace_text(process, changed("outgoing-contract"))
        operations.install_library(portal)
        assert process.shipped_refused

    def test_what_was_not_changed_is_renewed(self, portal, library):
        operations.install_library(portal, {"outgoing-contract": changed("outgoing-contract")})
        found = operations.versions(library["outgoing-contract"])
        assert [version.number for version in found] == [2, 1]

    def test_what_cannot_be_published_waits(self, portal, library):
        text = FILES["outgoing-contract"].replace(b'"OutgoingContract"', b'"Nothing"')
        operations.install_library(portal, {"waiting": text})
        assert operations.versions(library["waiting"]) == []

    def test_types_of_the_library_have_no_workflow(self, library):
        tool = api.portal.get_tool("portal_workflow")
        assert tool.getChainFor(library["outgoing-contract"]) == ()


def changed(name: str) -> bytes:
    """Return a file with something changed."""
    return FILES[name].replace(b'name="Draft"', b'name="First draft"')
