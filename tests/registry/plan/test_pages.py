"""The pages of the filing plan."""

from io import BytesIO
from muniflow.core import sheets
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.registry.plan.operations import plan_item
from muniflow.registry.plan.shipped import plan_of
from muniflow.registry.plan.shipped import read_plan
from zope.interface import alsoProvides
from ZPublisher.HTTPRequest import FileUpload

import pytest


@pytest.fixture()
def open_page(town, as_person):
    """Look at a page as a person, or send its form; the rest is asked of the open page."""

    def ask(person, obj, name, part="__call__", **form):
        request = town.REQUEST
        alsoProvides(request, IMuniflowLayer)
        request.form.clear()
        request.form.update(form)
        request.method = "POST" if form else "GET"
        with as_person(person):
            return getattr(obj.restrictedTraverse(f"@@{name}"), part)()

    return ask


class Field:
    """A file in a form, as the publisher reads it."""

    def __init__(self, data, filename):
        self.file = BytesIO(data)
        self.filename = filename
        self.headers = {}
        self.name = "file"


def upload(data, filename):
    """Return a file as the publisher hands it over."""
    return FileUpload(Field(data, filename))


def test_the_page_of_a_case_leads_to_the_choice(contract, open_page):
    shown = open_page("anna", contract(), "filing", "door")
    assert "no item of the filing plan yet" in shown
    assert "/@@filing" in shown


def test_who_may_not_choose_sees_the_item_alone(contract, open_page):
    case = contract()
    case.plan_item = "4.01"
    shown = open_page("cili", case, "filing", "door")
    assert "4.01 Vállalkozási" in shown
    assert "/@@filing" not in shown
    assert "<datalist" not in open_page("cili", case, "filing")


def test_an_item_that_the_plan_forgot_is_shown_by_its_id(contract, open_page):
    case = contract()
    case.plan_item = "OLD-7"
    assert "OLD-7" in open_page("cili", case, "filing", "door")


def test_every_open_item_is_offered(contract, open_page):
    assert open_page("anna", contract(), "filing").count("<option") == len(plan_of("hu"))


@pytest.mark.parametrize("asked", ["4.01", " 4.01 ", "4.01 Vállalkozási szerződések"])
def test_a_case_is_filed_by_the_form(contract, open_page, asked):
    case = contract()
    open_page("anna", case, "filing", item=asked)
    assert case.plan_item == "4.01"


def test_a_wrong_item_stays_in_the_form(contract, open_page):
    case = contract()
    shown = open_page("anna", case, "filing", item="99")
    assert 'value="99"' in shown
    assert "no item “99”" in shown
    assert case.plan_item == ""


def test_the_plan_is_shown_to_members(town, open_page):
    shown = open_page("hugo", town["phi"], "filing-plan")
    assert "Közbeszerzési eljárások" in shown
    assert 'type="file"' not in shown


def test_an_administrator_sends_a_plan(town, open_page):
    data = b"id;title;years;mark\nX-1;Playgrounds;5;S\n"
    open_page("judit", town["onk"], "filing-plan", file=upload(data, "plan.csv"), whole="1")
    assert plan_item(town["onk"], "X-1").title == "Playgrounds"
    assert plan_item(town["onk"], "4.01").until is not None


def test_a_wrong_file_is_told(town, open_page):
    shown = open_page("judit", town["onk"], "filing-plan", file=upload(b"a: [", "plan.yaml"))
    assert "“plan.yaml” is no filing plan" in shown


def test_the_sheet_can_be_sent_again(town, open_page):
    data = open_page("hugo", town["phi"], "filing-plan.xlsx")
    assert sheets.read(data, "plan.xlsx").header[0] == "id"
    assert read_plan(data, "plan.xlsx") == plan_of("hu")
