"""Administrators change the levels of their organisation on a page, without a drawing."""

from decimal import Decimal
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.process.bpmn import read_model
from muniflow.process.drafts import in_work
from muniflow.process.grid import read_grid
from muniflow.process.operations import publish
from muniflow.process.operations import replace_text
from muniflow.process.operations import text_of
from plone import api
from zExceptions import NotFound
from zExceptions import Unauthorized
from zope.interface import alsoProvides

import pytest

TYPE = "OutgoingContract"


@pytest.fixture()
def request_(town):
    """The request of the tests, as a browser of ours would send it."""
    alsoProvides(town.REQUEST, IMuniflowLayer)
    town.REQUEST.form.clear()
    yield town.REQUEST
    town.REQUEST.form.clear()
    town.REQUEST.method = "GET"


@pytest.fixture()
def page(town, request_, as_person):
    """Look at the page as a person, or send its form."""

    def asked(person="judit", organisation="onk", **form):
        request_.form.clear()
        request_.form.update(form)
        request_.method = "POST" if form else "GET"
        with as_person(person):
            return town[organisation].restrictedTraverse("@@levels")()

    return asked


@pytest.fixture()
def send(town, page):
    """Send the form with all that it shows, one step changed."""

    def sent(step, person="judit", **change):
        work = in_work(town["onk"], TYPE)
        form = {"type": TYPE, "stamp": work.stamp}
        for number, row in enumerate(read_grid(read_model(work.data)).rows):
            values = {
                "line": row.element,
                "function": row.function,
                "from": "" if row.from_amount is None else str(row.from_amount),
                "days": "" if row.days is None else str(row.days),
                "told": list(row.told),
                "on": "on" if row.on else "",
            }
            values.update(change if row.element == step else {})
            form.update({f"{name}-{number}": value for name, value in values.items()})
        return page(person, **form)

    return sent


def level(town, element, organisation="onk"):
    """Return the row of a step as the page shows it."""
    return read_grid(read_model(in_work(town[organisation], TYPE).data)).row(element)


@pytest.mark.parametrize("step", ["Draft", "Legal review", "Finance countersignature"])
def test_shows_every_step(page, step):
    tables = [part.split("</tbody>")[0] for part in page().split("<tbody>")[1:]]
    assert step in next(table for table in tables if f"step-{TYPE}-" in table)


@pytest.mark.parametrize(
    ("change", "name", "value"),
    [
        ({"days": "9"}, "days", 9),
        ({"days": ""}, "days", None),
        ({"from": "7 000 000"}, "from_amount", Decimal(7_000_000)),
        ({"function": "finance"}, "function", "finance"),
        ({"told": ["auditor", "records"]}, "told", ("auditor", "records")),
        ({"told": "auditor"}, "told", ("auditor",)),
        ({"on": ""}, "on", False),
    ],
)
def test_what_is_sent_is_kept_as_a_draft(send, town, change, name, value):
    send("legal", **change)
    assert (getattr(level(town, "legal"), name), in_work(town["onk"], TYPE).draft) == (
        value,
        True,
    )


def test_the_shared_process_is_untouched(send, town):
    before = text_of(town["processes"]["outgoing-contract"])
    send("legal", days="9")
    assert text_of(town["processes"]["outgoing-contract"]) == before


def test_a_new_amount_is_in_the_currency_of_the_country(send, town):
    send("legal", **{"from": "7000001"})
    assert level(town, "legal").currency == "HUF"


def test_unchanged_values_make_no_draft(send, town):
    send("legal")
    assert "processes" not in town["onk"].objectIds()


@pytest.mark.parametrize("change", [{"days": "soon"}, {"from": "much"}, {"function": "queen"}])
def test_a_wrong_value_is_said_and_shown_again(send, town, change):
    shown = send("legal", **change)
    assert "processes" not in town["onk"].objectIds()
    assert change.get("function") or next(iter(change.values())) in shown


def test_who_comes_too_late_changes_nothing(page, town):
    shown = page(type=TYPE, stamp="of another text", **{"line-2": "legal", "days-2": "9"})
    assert "Somebody has changed these levels" in shown
    assert not in_work(town["onk"], TYPE).draft


def test_a_draft_can_be_dropped(send, page, town):
    send("legal", days="9")
    page(type=TYPE, act="drop")
    work = in_work(town["onk"], TYPE)
    assert (work.own, work.draft) == (False, False)


def test_an_unknown_kind_is_not_found(page):
    with pytest.raises(NotFound):
        page(type="Document")


@pytest.mark.parametrize("person", ["anna", "bela", "gabi"])
def test_is_for_administrators(page, person):
    with pytest.raises(Unauthorized):
        page(person)


def test_a_newer_shared_version_is_offered_and_keeps_the_levels(send, page, town, as_person):
    send("legal", days="9")
    with as_person("judit"):
        publish(town["onk"]["processes"]["onk-outgoing-contract"])
    shared = town["processes"]["outgoing-contract"]
    with api.env.adopt_roles(["Manager"]):
        newer = text_of(shared).replace(b'name="Signature"', b'name="Signing"')
        replace_text(shared, newer)
        publish(shared)
    assert "Take it over" in page()
    page(type=TYPE, act="renew")
    assert (level(town, "legal").days, level(town, "signature").step) == (9, "Signing")


def test_another_organisation_keeps_its_own(send, town, as_person):
    before = in_work(town["phi"], TYPE).data
    send("legal", days="9")
    with as_person("judit"):
        publish(town["onk"]["processes"]["onk-outgoing-contract"])
    assert in_work(town["phi"], TYPE).data == before
