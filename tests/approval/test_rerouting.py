"""Another version for an organisation: what it would change, that it does, and back again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from muniflow.approval.history import standing_acts
from muniflow.approval.moving import migrate
from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.approval.operations import history_of
from muniflow.approval.operations import state_of
from muniflow.approval.operations import undoable
from muniflow.approval.rerouting import candidates
from muniflow.approval.rerouting import migrate_all
from muniflow.approval.rerouting import preview
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.core.interfaces import IJournal
from muniflow.process import operations
from muniflow.process.bpmn import read_model
from muniflow.process.grid import apply
from muniflow.process.grid import read_grid
from muniflow.process.operations import bound_process
from muniflow.process.operations import publish
from muniflow.process.operations import replace_text
from muniflow.process.operations import use_again
from muniflow.process.variants import variant_for
from plone import api

import pytest
import re

TYPE = "OutgoingContract"


@pytest.fixture()
def variant(town, as_person):
    """The municipality's own variant, in which legal review begins at three million."""
    with as_person("judit"):
        found = variant_for(town["onk"], town["processes"]["outgoing-contract"])
        replace_text(found, raised(operations.text_of(found)))
    return found


def raised(text: bytes, amount: int = 3_000_000) -> bytes:
    """Return the text with legal review from another amount."""
    row = read_grid(read_model(text)).row("legal")
    assert row.from_amount == 1_000_000
    return apply(text, [replace(row, from_amount=Decimal(amount))])


def chain_of(case) -> list[str]:
    """Return the names of the steps ahead of a case."""
    definition = operations.definition_of(case)
    path = operations.predicted_path(definition, state_of(case).id, operations.values_of(case))
    return [state.name for state in path if state.kind == "step"]


def take(person, case, kind, as_person, comment="because"):
    """Take the decision of a kind on a case."""
    with as_person(person):
        choice = next(c for c in decisions_for(case) if c.kind == kind)
        decide(case, transition=choice.id, comment=comment)


class TestPreview:
    @pytest.mark.parametrize(
        ("amount", "differs"),
        [(999_999, False), (1_000_000, True), (2_999_999, True), (3_000_000, False)],
    )
    def test_names_exactly_the_cases_that_differ(
        self, variant, contract, as_person, amount, differs
    ):
        contract(value_net=Decimal(amount))
        with as_person("judit"):
            [effect] = preview(variant)
        assert [r.case.title for r in effect.rerouted] == ["Playground maintenance"] * differs

    def test_says_what_falls_away(self, variant, contract, as_person):
        contract(value_net=Decimal(2_000_000))
        with as_person("judit"):
            [effect] = preview(variant)
        assert [r.removed for r in effect.rerouted] == [("Legal review",)]

    def test_looks_at_the_own_cases_alone(self, variant, contract, as_person):
        contract("phi", "hugo", value_net=Decimal(2_000_000))
        with as_person("judit"):
            [effect] = preview(variant)
        assert (effect.looked, effect.rerouted) == (0, ())

    def test_counts_what_the_reader_may_not_see(self, variant, contract, as_person):
        contract(value_net=Decimal(2_000_000))
        with as_person("kata"):
            [effect] = preview(variant)
        assert (effect.rerouted, effect.hidden) == ((), 1)

    def test_who_loses_and_who_gains_rights(self, variant, as_person):
        text = operations.text_of(variant)
        task = b'<bpmn:userTask id="legal"'
        assert task in text
        replace_text(variant, text.replace(task, task + b' muniflow:function="finance"'))
        with as_person("judit"):
            [effect] = preview(variant)
        found = {(c.person, bool(c.gained), bool(c.lost)) for c in effect.rights}
        assert found == {("cili", False, True), ("dani", True, False)}

    def test_of_a_shared_process_covers_all_who_follow_it(self, town, contract, as_person):
        shared = town["processes"]["outgoing-contract"]
        contract(value_net=Decimal(2_000_000))
        with api.env.adopt_roles(["Manager"]):
            found = preview(shared, raised(operations.text_of(shared)))
        assert [(e.organisation.id, len(e.rerouted)) for e in found] == [("onk", 1)]


class TestPublish:
    def test_new_cases_take_the_new_way(self, variant, contract, as_person):
        with as_person("judit"):
            publish(variant)
        assert "Legal review" not in chain_of(contract(value_net=Decimal(2_000_000)))

    def test_running_cases_keep_theirs(self, variant, contract, as_person):
        case = contract(value_net=Decimal(2_000_000))
        with as_person("judit"):
            publish(variant)
        assert "Legal review" in chain_of(case)

    def test_another_organisation_is_untouched(self, variant, town, as_person):
        before = bound_process(town["phi"], TYPE)
        with as_person("judit"):
            publish(variant)
        assert (bound_process(town["onk"], TYPE), bound_process(town["phi"], TYPE)) == (
            "onk-outgoing-contract",
            before,
        )

    def test_is_journalled_in_the_organisation(self, variant, town, as_person):
        with as_person("judit"):
            publish(variant)
        acts = [e["act"] for e in IJournal(town["onk"]).entries()]
        assert acts[-2:] == ["process-published", "process-bound"]

    @pytest.mark.parametrize("person", ["anna", "bela", "gabi", "ida", "kata"])
    def test_is_for_administrators_of_the_organisation(self, variant, as_person, person):
        with as_person(person), pytest.raises(NotAllowed):
            publish(variant)

    def test_administrators_do_not_publish_what_is_shared(self, town, as_person):
        with as_person("judit"), pytest.raises(NotAllowed):
            publish(town["processes"]["outgoing-contract"])


class TestRollback:
    def test_makes_a_new_version_with_the_old_text(self, variant, as_person):
        with as_person("judit"):
            publish(variant)
            first = operations.text_of(variant)
            replace_text(variant, first.replace(b"3000000", b"4000000"))
            publish(variant)
            name = use_again(variant, 1)
        assert (name, operations.text_of(variant)) == ("onk-outgoing-contract.3", first)

    def test_new_cases_go_the_old_way_again(self, town, contract):
        shared = town["processes"]["outgoing-contract"]
        with api.env.adopt_roles(["Manager"]):
            replace_text(shared, raised(operations.text_of(shared)))
            publish(shared)
            use_again(shared, 1)
        assert "Legal review" in chain_of(contract(value_net=Decimal(2_000_000)))

    def test_is_journalled(self, variant, town, as_person):
        with as_person("judit"):
            publish(variant)
            replace_text(variant, operations.text_of(variant).replace(b"3000000", b"4000000"))
            publish(variant)
            use_again(variant, 1)
        entry = list(IJournal(town["onk"]).entries())[-1]
        assert (entry["act"], entry["details"]["again"]) == ("process-rolled-back", 1)


class TestMigration:
    @pytest.fixture()
    def case(self, contract, as_person, variant):
        found = contract(value_net=Decimal(2_000_000), term_from=date(2026, 1, 1))
        take("anna", found, "submit", as_person)
        with as_person("judit"):
            publish(variant)
        return found

    @pytest.fixture()
    def wanted(self):
        return "onk-outgoing-contract.1"

    def test_lists_cases_that_began_with_the_shared_process(
        self, case, variant, wanted, as_person
    ):
        with as_person("judit"):
            [found] = candidates(variant, wanted)
        assert (found.number, found.step, found.target, found.reason) == (
            case.registry_number,
            "Head of unit approval",
            "Head of unit approval",
            None,
        )

    def test_moves_a_case(self, case, variant, wanted, as_person):
        with as_person("judit"):
            [report] = migrate_all(variant, [case.UID()], wanted)
        assert (report.reason, case.process_version) == (None, wanted)

    def test_stays_in_its_step_with_its_deadline(self, case, wanted, as_person):
        before = state_of(case).id, case.due, case.since
        with as_person("judit"):
            migrate(case, wanted)
        assert (state_of(case).id, case.due, case.since) == before

    def test_goes_the_new_way(self, case, wanted, as_person):
        with as_person("judit"):
            migrate(case, wanted)
        assert "Legal review" not in chain_of(case)

    def test_can_be_decided_afterwards(self, case, wanted, as_person):
        with as_person("judit"):
            migrate(case, wanted)
        take("bela", case, "approve", as_person)
        assert state_of(case).name == "Signature"

    def test_keeps_its_history(self, case, wanted, as_person):
        with as_person("judit"):
            migrate(case, wanted)
        assert [act.kind for act in history_of(case)] == ["migrated", "submit"]

    def test_nobody_deletes_it_afterwards(self, case, wanted, as_person):
        with as_person("judit"):
            migrate(case, wanted)
        with as_person("anna"):
            assert not api.user.has_permission("Delete objects", obj=case)

    def test_is_found_by_its_new_version(self, case, wanted, as_person, town):
        with as_person("judit"):
            migrate(case, wanted)
            found = town.portal_catalog(process_version=wanted)
        assert [brain.UID for brain in found] == [case.UID()]

    def test_is_journalled_with_both_versions(self, case, wanted, town, as_person):
        with as_person("judit"):
            migrate(case, wanted)
        entry = [e for e in IJournal(town["onk"]).entries() if e["act"] == "migrated"][-1]
        assert (entry["details"]["before"], entry["details"]["after"]) == (
            "outgoing-contract.1",
            wanted,
        )

    def test_what_was_before_is_not_undone(self, case, wanted, as_person):
        with as_person("judit"):
            migrate(case, wanted)
        with as_person("anna"):
            assert undoable(case) is None

    @pytest.mark.parametrize("person", ["anna", "bela", "gabi", "kata"])
    def test_is_for_administrators(self, case, wanted, as_person, person):
        with as_person(person), pytest.raises(NotAllowed):
            migrate(case, wanted)

    def test_another_organisations_process_is_refused(
        self, case, wanted, contract, as_person, town
    ):
        strange = contract("phi", "hugo")
        with api.env.adopt_roles(["Manager"]), pytest.raises(Invalid):
            migrate(strange, wanted)

    def test_twice_is_refused(self, case, wanted, as_person):
        with as_person("judit"):
            migrate(case, wanted)
            with pytest.raises(Invalid):
                migrate(case, wanted)

    def test_a_case_whose_step_is_gone_stays(self, case, variant, as_person):
        text = operations.text_of(variant)
        renamed = re.sub(rb'(?<!function)="head"', b'="chief"', text)
        renamed = renamed.replace(b">head<", b">chief<")
        renamed = renamed.replace(b"Head of unit approval", b"Chief")
        with as_person("judit"):
            replace_text(variant, renamed)
            publish(variant)
            [report] = migrate_all(variant, [case.UID()], "onk-outgoing-contract.2")
        assert (report.reason, case.process_version) == (
            "error_migrate_no_step",
            "outgoing-contract.1",
        )

    def test_cases_that_ended_are_not_listed(self, case, variant, wanted, as_person):
        take("bela", case, "reject", as_person)
        with as_person("judit"):
            assert candidates(variant, wanted) == []


class TestWhatWasDecidedStaysDecided:
    """The order of the steps spans all versions a case went through."""

    @pytest.fixture()
    def case(self, contract, as_person):
        """A case of two million that waits for the lawyers."""
        found = contract(value_net=Decimal(2_000_000), term_from=date(2026, 1, 1))
        take("anna", found, "submit", as_person)
        take("bela", found, "approve", as_person)
        return found

    @pytest.fixture()
    def move(self, case, town, as_person):
        """Publish another text as the municipality's own, and take the case over to it."""

        def moved(change):
            with as_person("judit"):
                own = variant_for(town["onk"], town["processes"]["outgoing-contract"])
                replace_text(own, change(operations.text_of(own)))
                migrate(case, publish(own))

        return moved

    def kinds(self, case) -> list[str]:
        return [act.kind for act in standing_acts(case)]

    def test_in_a_step_of_another_name(self, case, move):
        move(lambda text: text.replace(b'"Head of unit approval"', b'"Chief"'))
        assert self.kinds(case) == ["submit", "approve"]

    def test_in_a_step_that_was_switched_off(self, case, move):
        def off(text):
            return apply(text, [replace(read_grid(read_model(text)).row("head"), on=False)])

        move(off)
        assert self.kinds(case) == ["submit", "approve"]

    def test_until_the_case_is_returned(self, case, move, as_person):
        move(lambda text: text.replace(b'"Head of unit approval"', b'"Chief"'))
        take("cili", case, "return", as_person)
        assert self.kinds(case) == []

    def test_a_level_switched_off_disappears_from_the_way(self, case, move):
        def off(text):
            return apply(text, [replace(read_grid(read_model(text)).row("signature"), on=False)])

        move(off)
        assert chain_of(case) == ["Legal review"]
