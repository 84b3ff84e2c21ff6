"""The pages on which absences and substitutes are seen and entered."""

from datetime import date
from datetime import timedelta
from muniflow.core import clock
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.organisation.operations import absences_of
from muniflow.organisation.operations import enter_absence
from muniflow.organisation.operations import enter_substitution
from muniflow.organisation.operations import substitutes_for
from Products.statusmessages.interfaces import IStatusMessage
from zExceptions import NotFound
from zope.interface import alsoProvides

import pytest
import re


@pytest.fixture()
def send(town, as_person):
    """Send a form as a person, or look at a page; return it."""

    def ask(reader, path="@@absences", method="GET", **form):
        request = town.REQUEST
        alsoProvides(request, IMuniflowLayer)
        request.form.clear()
        request.form.update(form)
        request.method = method
        place, _slash, name = path.rpartition("/")
        with as_person(reader):
            obj = town[place] if place else town
            return obj.restrictedTraverse(name)()

    return ask


@pytest.fixture()
def told(town):
    """Return what was told."""
    return lambda: [m.message for m in IStatusMessage(town.REQUEST).show()]


def days(length=7):
    today = clock.today()
    return {"since": today.isoformat(), "until": (today + timedelta(length)).isoformat()}


@pytest.fixture()
def away(send):
    """Anna is away for a week, Cili stands in for her in one organisation."""
    send(
        "anna",
        method="POST",
        kind="sick",
        note="Flu",
        **{"substitute-onk": "cili", "functions-onk": ["clerk", "responsible"]},
        **{"ceiling-onk": "1 000 000"},
        **days(),
    )


def test_one_form_enters_both(town, away, as_person):
    with as_person("anna"):
        (absence,) = absences_of("anna")
    (record,) = substitutes_for("anna", town["onk"])
    assert (absence.kind, absence.until) == ("sick", record.until)
    assert (record.substitute, record.functions) == ("cili", ("clerk", "responsible"))
    assert record.ceiling == 1_000_000


def test_what_the_form_does_not_name_is_not_entered(town, away):
    assert substitutes_for("anna", town["phi"]) == []


def test_it_is_told(away, told):
    assert told() == ["The absence is entered.", "Tóth Cili stands in for Kiss Anna."]


@pytest.mark.parametrize(
    "form,words",
    [
        ({}, "“” is no day"),
        ({"since": "2026-02-30", "until": "2026-03-01"}, "“2026-02-30” is no day"),
        ({**days()}, "Choose why you enter these days"),
        ({**days(), "kind": "skiing"}, "“skiing” is no kind"),
        ({**days(), "substitute-onk": "cili"}, "Say in which functions"),
        (
            {**days(), "substitute-onk": "cili", "functions-onk": ["clerk"], "ceiling-onk": "x"},
            "“x” is no ceiling",
        ),
        (
            {**days(), "substitute-onk": "hugo", "functions-onk": ["clerk"], "kind": "leave"},
            "Horváth Hugó holds no post here",
        ),
        ({**days(), "substitute-phi": "cili", "functions-phi": ["legal"]}, "Tóth Cili holds"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_kept(town, send, as_person, told, form, words):
    page = send("anna", method="POST", **form)
    assert "<h1>" in page
    assert [m for m in told() if words in m] or words in page
    with as_person("anna"):
        assert absences_of("anna") == []
    assert substitutes_for("anna", town["onk"]) == []


@pytest.mark.parametrize(
    "reader,words,seen",
    [
        ("anna", "Sick leave", True),
        ("bela", "Sick leave", True),
        ("bela", "Flu", True),
        ("cili", "Sick leave", False),
        ("cili", "Flu", False),
        ("cili", "Away", True),
        ("dani", "Tóth Cili", True),
        ("dani", "1,000,000", True),
    ],
)
def test_the_page_of_a_colleague(away, send, reader, words, seen):
    assert (words in send(reader, "onk/@@person", person="anna")) is seen


def test_the_other_organisation_sees_the_days_alone(town, send, as_person):
    today = clock.today()
    with as_person("anna"):
        enter_absence("anna", since=today, until=today, kind="sick", note="Flu")
        enter_substitution(
            town["onk"],
            absent="anna",
            substitute="cili",
            functions=("clerk",),
            since=today,
            until=today,
        )
    page = send("hugo", "phi/@@person", person="anna")
    assert "Away" in page
    assert not re.search(r"Tóth Cili|Sick|Flu", page)


@pytest.mark.parametrize("person", ["hugo", "kata", "nobody"])
def test_a_stranger_has_no_page(send, person):
    with pytest.raises(NotFound):
        send("anna", "onk/@@person", person=person)


def test_the_substitute_sees_it_on_the_own_page(away, send):
    page = send("cili")
    assert "Kiss Anna" in page and 'name="end"' in page


@pytest.mark.parametrize("person,ends", [("cili", True), ("bela", True), ("dani", False)])
def test_the_button_that_ends_it_is_for_those_whom_it_concerns(away, send, person, ends):
    assert ('value="onk:' in send(person, "onk/@@person", person="anna")) is ends


@pytest.mark.parametrize("person", ["cili", "bela"])
def test_it_is_ended(town, away, send, person):
    (record,) = substitutes_for("anna", town["onk"])
    send(person, "onk/@@person", "POST", person="anna", end=f"onk:{record.id}")
    assert substitutes_for("anna", town["onk"]) == []


def test_others_do_not_end_it(town, away, send):
    (record,) = substitutes_for("anna", town["onk"])
    page = send("dani", "onk/@@person", "POST", person="anna", end=f"onk:{record.id}")
    assert "Who stands in for Kiss Anna is for Kiss Anna" in page


def test_a_head_enters_for_the_people_of_the_unit(town, send):
    given = {"substitute-onk": "bela", "functions-onk": ["clerk"]}
    send("bela", "onk/@@person", "POST", person="anna", **given, **days())
    (record,) = substitutes_for("anna", town["onk"])
    assert (record.entered_by, record.substitute) == ("bela", "bela")


@pytest.mark.parametrize("person", ["cili", "dani"])
def test_the_form_is_not_for_colleagues(town, send, person):
    assert 'id="enter-absence"' not in send(person, "onk/@@person", person="anna")
    given = {"substitute-onk": person, "functions-onk": ["clerk"], "kind": "leave"}
    send(person, "onk/@@person", "POST", person="anna", **given, **days())
    assert substitutes_for("anna", town["onk"]) == []


def test_an_absence_is_removed(away, send, as_person):
    with as_person("anna"):
        (record,) = absences_of("anna")
        send("anna", method="POST", remove=record.id)
        assert absences_of("anna") == []


def test_the_days_are_marked(away, send):
    page = send("anna")
    day = clock.today().day
    marked = rf'title="Sick leave"\s*><span class="mf-day mf-day-closed"[^>]*>{day}<'
    assert re.search(marked, page)
    assert page.count("<caption>") == 3


def test_the_substitute_is_warned_of_an_own_absence(send, told):
    send("cili", method="POST", kind="leave", **days())
    given = {"substitute-onk": "cili", "functions-onk": ["clerk"]}
    send("anna", method="POST", **given, **days())
    assert any(m.startswith("Mind that Tóth Cili is away") for m in told())


@pytest.mark.parametrize("month", ["2027-03", "x", "9999-12", ""])
def test_another_month_is_shown(send, month):
    page = send("anna", month=month)
    assert ("March 2027" in page) is (month == "2027-03")


def test_a_look_changes_nothing(town, send):
    send("anna", **{"since": str(date.today()), "until": str(date.today()), "kind": "leave"})
    assert "None is entered." in send("anna")
