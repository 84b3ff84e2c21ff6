"""An organisation's own variants: made on demand, found at home alone, brought up to date."""

from dataclasses import replace
from muniflow.core.errors import Invalid
from muniflow.process import operations
from muniflow.process import variants
from muniflow.process.bpmn import read_model
from muniflow.process.grid import apply
from muniflow.process.grid import read_grid
from plone import api

import pytest

PROCESS = "outgoing-contract"


@pytest.fixture()
def shared(town):
    """The process of the library."""
    return town["processes"][PROCESS]


@pytest.fixture()
def variant(town, shared, as_person):
    """The municipality's variant as a draft."""
    with as_person("judit"):
        return variants.variant_for(town["onk"], shared)


def with_days(text: bytes, days: int, step: str = "legal") -> bytes:
    """Return the text with other days for a step."""
    row = read_grid(read_model(text)).row(step)
    return apply(text, [replace(row, days=days)])


def days(text: bytes, step: str = "legal") -> int | None:
    return read_grid(read_model(text)).row(step).days


def publish_shared(process, text: bytes) -> None:
    """Publish another text of a shared process."""
    with api.env.adopt_roles(["Manager"]):
        operations.replace_text(process, text)
        operations.publish(process)


def test_it_has_the_newest_published_text(variant, shared):
    assert operations.text_of(variant) == operations.versions(shared)[0].bpmn


def test_it_remembers_where_it_came_from(variant):
    assert (variant.origin, variant.origin_version) == (PROCESS, 1)


def test_asked_again_it_is_the_same(variant, town, shared, as_person):
    with as_person("judit"):
        assert variants.variant_for(town["onk"], shared).getId() == variant.getId()


def test_an_id_that_a_workflow_had_is_not_given_again(variant, town, shared, as_person):
    before = variant.getId()
    with as_person("judit"):
        operations.publish(variant)
    with api.env.adopt_roles(["Manager"]):
        town["onk"]["processes"].manage_delObjects([before])
    with as_person("judit"):
        assert variants.variant_for(town["onk"], shared).getId() == f"{before}-2"


def test_it_is_found_at_home_alone(variant, town):
    found = [operations.process_named(variant.getId(), town[o]) for o in ("onk", "phi")]
    assert [process is None for process in found] == [False, True]


def test_it_is_no_process_of_the_library(variant, town):
    assert variant.getId() not in [p.getId() for p in operations.processes(town)]


@pytest.mark.parametrize("person", ["hugo", "ida", "kata"])
def test_outsiders_do_not_see_it(variant, as_person, person):
    with as_person(person):
        assert not api.user.has_permission("View", obj=variant)


@pytest.mark.parametrize("person", ["hugo", "kata"])
def test_outsiders_do_not_find_it(variant, town, as_person, person):
    with as_person(person):
        assert not town.portal_catalog(portal_type="Process", getId=variant.getId())


def test_dropping_the_first_draft_leaves_nothing(variant, town, as_person):
    with as_person("judit"):
        variants.drop_draft(variant)
    assert variants.own_processes(town["onk"]) == []


def test_what_was_in_force_is_not_deleted_by_its_administrator(variant, as_person):
    with as_person("judit"):
        assert not api.user.has_permission("Delete objects", obj=variant)


def test_dropping_a_later_draft_gives_the_published_text(variant, as_person):
    text = operations.text_of(variant)
    with as_person("judit"):
        operations.publish(variant)
        operations.replace_text(variant, with_days(text, 44))
        variants.drop_draft(variant)
    assert (operations.text_of(variant), variants.is_draft(variant)) == (text, False)


def test_back_with_the_shared_one_it_begins_anew(variant, town, shared, as_person):
    with as_person("judit"):
        operations.replace_text(variant, with_days(operations.text_of(variant), 44))
        operations.publish(variant)
        operations.bind_policy(town["onk"], {"OutgoingContract": PROCESS})
        again = variants.variant_for(town["onk"], shared)
    assert days(operations.text_of(again)) == days(operations.text_of(shared))


class TestNewer:
    def test_nothing_newer_at_first(self, variant):
        assert variants.newer_origin(variant) is None

    def test_says_the_number(self, variant, shared):
        publish_shared(shared, with_days(operations.text_of(shared), 33, "signature"))
        assert variants.newer_origin(variant).number == 2

    def test_taken_over_with_the_own_levels(self, variant, shared, as_person):
        publish_shared(shared, with_days(operations.text_of(shared), 33, "signature"))
        with as_person("judit"):
            operations.replace_text(variant, with_days(operations.text_of(variant), 44))
            lost = variants.take_over(variant)
        text = operations.text_of(variant)
        assert (lost, days(text), days(text, "signature")) == ([], 44, 33)

    def test_afterwards_nothing_is_newer(self, variant, shared, as_person):
        publish_shared(shared, with_days(operations.text_of(shared), 33))
        with as_person("judit"):
            variants.take_over(variant)
        assert variants.newer_origin(variant) is None

    def test_levels_alone_are_no_redrawing(self, variant, as_person):
        with as_person("judit"):
            operations.replace_text(variant, with_days(operations.text_of(variant), 44))
        assert not variants.redrawn(variant)

    def test_anything_else_is(self, variant, as_person):
        text = operations.text_of(variant).replace(b'name="Legal review"', b'name="Lawyers"')
        with as_person("judit"):
            operations.replace_text(variant, text)
        assert variants.redrawn(variant)

    def test_a_process_that_went_away_offers_nothing(self, variant, town):
        with api.env.adopt_roles(["Manager"]):
            town["processes"].manage_delObjects([PROCESS])
        assert variants.newer_origin(variant) is None
        with pytest.raises(Invalid):
            variants.take_over(variant)


class TestReapplied:
    def test_what_the_newer_text_changed_stays(self, shipped):
        base = shipped[PROCESS]
        newer = with_days(base, 33, "signature")
        text, lost = variants.reapplied(base, with_days(base, 44), newer)
        assert (days(text), days(text, "signature"), lost) == (44, 33, [])

    def test_ones_own_value_wins(self, shipped):
        base = shipped[PROCESS]
        text, _lost = variants.reapplied(base, with_days(base, 44), with_days(base, 33))
        assert days(text) == 44

    def test_a_step_that_is_gone_is_said(self, shipped):
        base = shipped[PROCESS]
        newer = base.replace(b'"legal"', b'"lawyers"').replace(b">legal<", b">lawyers<")
        _text, lost = variants.reapplied(base, with_days(base, 44), newer)
        assert lost == ["Legal review"]
