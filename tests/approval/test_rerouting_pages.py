"""The pages before and after publishing: what would change, going back, moving cases."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.process import operations
from muniflow.process.bpmn import read_model
from muniflow.process.grid import apply
from muniflow.process.grid import read_grid
from muniflow.process.variants import variant_for
from plone import api
from zExceptions import NotFound
from zExceptions import Unauthorized
from zope.interface import alsoProvides

import pytest


def changed(text: bytes, step: str, **change) -> bytes:
    """Return the text with one level changed."""
    row = read_grid(read_model(text)).row(step)
    return apply(text, [replace(row, **change)])


@pytest.fixture()
def variant(town, as_person):
    """The municipality's draft: legal review from three million, by finance."""
    with as_person("judit"):
        found = variant_for(town["onk"], town["processes"]["outgoing-contract"])
        text = changed(
            operations.text_of(found),
            "legal",
            from_amount=Decimal(3_000_000),
            function="finance",
        )
        operations.replace_text(found, text)
    return found


@pytest.fixture()
def ask(town, as_person):
    """Look at a page of a process as a person, or send its form."""
    request = town.REQUEST
    alsoProvides(request, IMuniflowLayer)

    def asked(process, view, person="judit", method="GET", **form):
        request.form.clear()
        request.form.update(form)
        request.method = method
        with as_person(person):
            return process.restrictedTraverse(view)()

    yield asked
    request.form.clear()
    request.method = "GET"


@pytest.fixture()
def case(contract, as_person):
    """A case of two million that waits for the head of unit, on the shared process."""
    found = contract(value_net=Decimal(2_000_000), term_from=date(2026, 1, 1))
    with as_person("anna"):
        submit = next(c for c in decisions_for(found) if c.kind == "submit")
        decide(found, transition=submit.id)
    return found


class TestPreview:
    @pytest.mark.parametrize(
        "words",
        [
            "Playground maintenance",
            "Draft → Head of unit approval → Legal review → Signature",
            "Draft → Head of unit approval → Signature",
            "Tóth Cili",
            "Szabó Dani",
        ],
    )
    def test_says(self, ask, variant, case, words):
        assert words in ask(variant, "@@publish-preview")

    def test_publishes(self, ask, variant, town):
        ask(variant, "@@publish-preview", method="POST")
        assert operations.bound_process(town["onk"], "OutgoingContract") == variant.getId()

    def test_looking_publishes_nothing(self, ask, variant):
        ask(variant, "@@publish-preview")
        assert operations.versions(variant) == []

    def test_of_an_earlier_version(self, ask, variant, as_person):
        ask(variant, "@@publish-preview", method="POST")
        with as_person("judit"):
            text = changed(operations.text_of(variant), "legal", on=False)
            operations.replace_text(variant, text)
            operations.publish(variant)
        ask(variant, "@@publish-preview", method="POST", again="1")
        assert [v.number for v in operations.versions(variant)] == [3, 2, 1]

    @pytest.mark.parametrize("number", ["9", "x", "0"])
    def test_of_no_version(self, ask, variant, number):
        with pytest.raises(NotFound):
            ask(variant, "@@publish-preview", again=number)

    def test_what_cannot_be_published_says_why(self, ask, variant, as_person):
        broken = operations.text_of(variant).replace(b'"OutgoingContract"', b'"Nothing"')
        with as_person("judit"):
            operations.replace_text(variant, broken)
        shown = ask(variant, "@@publish-preview")
        assert "This site has no type of case" in shown
        assert 'class="mf-btn mf-go"' not in shown

    def test_nothing_to_publish(self, ask, town):
        with api.env.adopt_roles(["Manager"]):
            shown = town["processes"]["outgoing-contract"].restrictedTraverse(
                "@@publish-preview"
            )()
        assert "Nothing to publish" in shown


class TestVersions:
    def test_use_again_is_one_click(self, ask, variant, as_person):
        ask(variant, "@@publish-preview", method="POST")
        first = operations.text_of(variant)
        with as_person("judit"):
            operations.replace_text(variant, changed(first, "legal", on=False))
            operations.publish(variant)
        ask(variant, "@@use-again", method="POST", number="1")
        assert operations.text_of(variant) == first

    def test_looking_changes_nothing(self, ask, variant):
        ask(variant, "@@publish-preview", method="POST")
        ask(variant, "@@use-again", number="1")
        assert len(operations.versions(variant)) == 1

    def test_members_see_the_list_without_buttons(self, ask, variant):
        ask(variant, "@@publish-preview", method="POST")
        shown = ask(variant, "@@versions", "anna")
        assert "in force" in shown
        assert "@@use-again" not in shown

    @pytest.mark.parametrize("number", ["", "x", "²"])
    def test_what_is_no_number(self, ask, variant, number):
        with pytest.raises(NotFound):
            ask(variant, "@@use-again", method="POST", number=number)


class TestMigrate:
    def test_lists_the_running_cases(self, ask, variant, case):
        ask(variant, "@@publish-preview", method="POST")
        shown = ask(variant, "@@migrate")
        assert case.registry_number in shown
        assert "Head of unit approval" in shown

    def test_moves_what_was_picked(self, ask, variant, case):
        ask(variant, "@@publish-preview", method="POST")
        shown = ask(variant, "@@migrate", method="POST", cases=[case.UID()])
        assert case.process_version == "onk-outgoing-contract.1"
        assert "goes the new way" in shown

    def test_moves_nothing_that_was_not_picked(self, ask, variant, case):
        ask(variant, "@@publish-preview", method="POST")
        ask(variant, "@@migrate", method="POST")
        assert case.process_version == "outgoing-contract.1"

    def test_looking_moves_nothing(self, ask, variant, case):
        ask(variant, "@@publish-preview", method="POST")
        ask(variant, "@@migrate", cases=[case.UID()])
        assert case.process_version == "outgoing-contract.1"

    def test_a_strange_case_is_not_moved(self, ask, variant, contract):
        ask(variant, "@@publish-preview", method="POST")
        strange = contract("phi", "hugo")
        before = strange.process_version
        ask(variant, "@@migrate", method="POST", cases=[strange.UID()])
        assert strange.process_version == before

    def test_to_no_version(self, ask, variant):
        with pytest.raises(NotFound):
            ask(variant, "@@migrate", version="7")


@pytest.mark.parametrize("view", ["@@publish-preview", "@@migrate", "@@use-again"])
@pytest.mark.parametrize("person", ["anna", "bela", "gabi"])
def test_is_for_administrators(ask, variant, view, person):
    with pytest.raises(Unauthorized):
        ask(variant, view, person)


@pytest.mark.parametrize("view", ["@@publish-preview", "@@migrate", "@@use-again"])
def test_administrators_of_one_organisation_leave_shared_processes_alone(ask, town, view):
    with pytest.raises(Unauthorized):
        ask(town["processes"]["outgoing-contract"], view)
