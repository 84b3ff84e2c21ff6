"""The files of the profile: sound, named for translation, and careful on re-import."""

from muniflow.contract.rules import FIELDS
from muniflow.process import names
from muniflow.process import operations
from muniflow.process.bpmn import read_model
from muniflow.process.compiler import compile_process
from muniflow.process.naming import DECISION_NAMES
from muniflow.process.naming import TRIGGER_NAMES
from muniflow.process.setup import shipped
from muniflow.process.states import TIMER_NAMES
from plone import api
from plone.app.testing import applyProfile

import pytest

FILES = shipped()


BOUND = ["incoming-contract", "outgoing-contract", "outgoing-contract-office"]
"""One step after the other; the framework contract shows what else a drawing can say."""


def test_five_processes():
    assert sorted(FILES) == ["framework-contract", "general-case", *BOUND]


@pytest.mark.parametrize("name", FILES)
def test_compiles_for_contracts(name):
    assert compile_process(read_model(FILES[name]), version=1, fields=FIELDS).process == name


@pytest.mark.parametrize("name", FILES)
def test_every_name_is_known_to_the_translators(name):
    model = read_model(FILES[name])
    parts = (model, *model.nodes, *model.flows, *model.lanes, *(e for _tag, e in model.others))
    assert {part.name for part in parts if part.name} <= {str(known) for known in names.NAMES}


@pytest.mark.parametrize("given", [DECISION_NAMES, TRIGGER_NAMES, TIMER_NAMES])
def test_names_we_give_are_known_to_the_translators(given):
    assert set(given.values()) <= {str(known) for known in names.NAMES}


@pytest.mark.parametrize("name", FILES)
def test_every_shape_has_its_element(name):
    model = read_model(FILES[name])
    known = {node.id for node in model.nodes} | {lane.id for lane in model.lanes}
    known |= {one.id for tag, one in model.others if tag != "association"}
    assert {shape.element for shape in model.shapes} == known


@pytest.mark.parametrize("name", FILES)
def test_every_flow_is_drawn(name):
    model = read_model(FILES[name])
    assert {flow.id for flow in model.flows} <= {edge.element for edge in model.edges}


@pytest.mark.parametrize("name", FILES)
def test_flows_say_what_their_ends_say(name):
    model = read_model(FILES[name])
    said = {(node.id, flow) for node in model.nodes for flow in node.outgoing}
    assert said == {(flow.source, flow.id) for flow in model.flows}


class TestNewThings:
    """What the shipped processes use, so that every office has it from the first day."""

    @pytest.fixture(params=BOUND)
    def definition(self, request):
        return compile_process(read_model(FILES[request.param]), version=1, fields=FIELDS)

    def test_the_whole_case_has_a_deadline(self, definition):
        assert definition.days == 30

    def test_may_be_withdrawn_from_every_step(self, definition):
        withdrawing = {
            t.source for t in definition.transitions.values() if t.decision == "withdraw"
        }
        assert withdrawing == {state.id for state in definition.steps()}

    def test_only_by_the_responsible_person(self, definition):
        found = [t for t in definition.transitions.values() if t.decision == "withdraw"]
        acting = {t.function for t in found if t.source not in ("draft", "received", "review")}
        assert acting <= {"responsible"}

    @pytest.mark.parametrize(
        ("step", "duty"),
        [("finance-countersignature", "countersign"), ("signature", "commit")],
    )
    def test_duties(self, definition, step, duty):
        assert definition.states[step].duty == duty

    @pytest.mark.parametrize("step", ["legal-review", "finance-countersignature", "signature"])
    def test_watched_steps(self, definition, step):
        timers = definition.states[step].timers
        assert [(t.act, t.anchor, t.days) for t in timers] == [
            ("remind", "due", -2),
            ("escalate", "due", 1),
        ]


class TestFrameworkContract:
    """Sign-offs side by side, a task that sends, a message awaited, an offer that lapses."""

    @pytest.fixture
    def definition(self):
        return compile_process(read_model(FILES["framework-contract"]), version=1, fields=FIELDS)

    def test_legal_and_finance_sign_side_by_side(self, definition):
        branches = definition.states["legal-and-finance"].branches
        assert [(b.function, b.duty) for b in branches] == [
            ("legal", ""),
            ("finance", "countersign"),
        ]

    def test_what_all_agreed_on_is_sent(self, definition):
        gate = next(t for t in definition.leaving("legal-and-finance") if t.trigger == "gate")
        assert [action.kind for action in gate.actions] == ["notify"]

    def test_waits_for_the_partner(self, definition):
        state = definition.states["partner-s-answer"]
        assert (state.waits, state.waits_for) == ("message", "Partner's answer")

    def test_an_offer_lapses(self, definition):
        timer = next(t for t in definition.states["signature"].timers if t.act == "move")
        assert (timer.days, definition.transitions[timer.transition].target) == (40, "refused")

    def test_the_responsible_corrects_what_is_signed(self, definition):
        assert "responsible" in definition.states["legal-and-finance"].file


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
