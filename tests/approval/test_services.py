"""The proceedings of a case as data: what may be decided, why not, the way ahead, acts."""

from muniflow.approval.errors import DecisionRefused
from muniflow.approval.operations import people_with
from muniflow.approval.operations import state_of
from muniflow.core.errors import Invalid
from plone.restapi.interfaces import ISerializeToJson
from plone.uuid.interfaces import IUUID
from zope.component import getMultiAdapter

import json
import pytest


@pytest.fixture()
def ask(integration, as_person):
    """Ask a service as a person; returns its answer."""

    def asked(person, case, name, method="GET", **body):
        request = integration["request"]
        request["BODY"] = json.dumps(body)
        factory = f"{method}_application_json_@{name}"
        with as_person(person):
            return getMultiAdapter((case, request), name=factory).reply()

    return asked


def kinds(answer, **wanted):
    return [i["kind"] for i in answer["items"] if all(i[k] == v for k, v in wanted.items())]


def test_what_may_be_decided(submitted, ask):
    answer = ask("bela", submitted(), "decisions")
    assert kinds(answer, allowed=True) == ["approve", "return", "reject"]


def test_why_something_may_not(submitted, ask):
    answer = ask("bela", submitted(person="bela", responsible="bela"), "decisions")
    (item,) = [i for i in answer["items"] if i["kind"] == "approve"]
    assert (item["allowed"], "own request" in item["refused_because"]) == (False, True)


def test_what_a_decision_needs(submitted, ask):
    answer = ask("bela", submitted(), "decisions")
    (item,) = [i for i in answer["items"] if i["kind"] == "reject"]
    assert item["comment_required"]


def test_others_may_decide_nothing(submitted, ask):
    assert ask("emma", submitted(), "decisions")["items"] == []


def test_deciding(submitted, ask):
    case = submitted()
    answer = ask("bela", case, "decisions")
    (item,) = [i for i in answer["items"] if i["kind"] == "approve"]
    answer = ask("bela", case, "decisions", "POST", decision=item["decision"], seen=answer["seen"])
    assert people_with(case) == ["emma"]
    assert answer["history"][0]["person"] == "bela"


def test_a_step_is_not_skipped(submitted, ask):
    case = submitted()
    with pytest.raises(DecisionRefused):
        ask("emma", case, "decisions", "POST", decision="sign-to-signed")


def test_a_return_with_a_date(submitted, ask):
    case = submitted()
    answer = ask("bela", case, "decisions")
    (item,) = [i for i in answer["items"] if i["kind"] == "return"]
    given = {"decision": item["decision"], "missing": "Annex 2", "until": "2030-01-31"}
    ask("bela", case, "decisions", "POST", **given)
    assert case.due.isoformat() == "2030-01-31"


@pytest.mark.parametrize(
    "body",
    [{}, {"decision": 3}, {"decision": "x", "until": "tomorrow"}, {"decision": "x", "checked": 1}],
)
def test_what_makes_no_sense_is_named(submitted, ask, body):
    with pytest.raises(Invalid) as problem:
        ask("bela", submitted(), "decisions", "POST", **body)
    assert problem.value.message.mapping["name"] in ("decision", "until", "checked")


def test_the_way_ahead(submitted, ask):
    answer = ask("anna", submitted(2_000_000), "way-ahead")
    people = [[p["person"] for s in i["decided_by"] for p in s["people"]] for i in answer["items"]]
    assert people == [["bela"], ["cili"], ["emma"], []]


def test_where_it_stands(submitted, ask):
    answer = ask("anna", submitted(), "standing")
    assert (answer["people"][0]["fullname"], answer["blocked"]) == ("Nagy Béla", False)


def test_delegating(submitted, ask):
    case = submitted()
    answer = ask("bela", case, "hand-over", "POST", how="delegate", to="cili")
    assert answer["people"][0]["person"] == "cili"


def test_handing_over_otherwise_is_named(submitted, ask):
    with pytest.raises(Invalid):
        ask("bela", submitted(), "hand-over", "POST", how="throw", to="cili")


def test_asking_and_answering(submitted, ask):
    case = submitted()
    ask("bela", case, "opinions", "POST", units=["legal"], question="Lawful?")
    (mine,) = [i for i in ask("cili", case, "opinions")["items"] if i["mine"]]
    answer = ask("cili", case, "opinions", "POST", opinion=mine["opinion"], text="Yes")
    assert answer["items"][0]["answered_by"] == "cili"


def test_undoing(submitted, ask, take):
    case = submitted()
    take(case, "bela", "approve")
    ask("bela", case, "undo", "POST")
    assert people_with(case) == ["bela"]


def test_withdrawing_an_approval(submitted, ask, take):
    case = submitted()
    take(case, "bela", "approve")
    ask("bela", case, "withdraw-approval", "POST", act=2, comment="too soon")
    assert state_of(case).id == "head-of-unit-approval"


@pytest.mark.parametrize("component", ["decisions", "way-ahead"])
def test_a_case_leads_to_them(submitted, integration, as_person, component):
    case = submitted()
    with as_person("bela"):
        data = getMultiAdapter((case, integration["request"]), ISerializeToJson)()
    assert data["@components"][component]["@id"].endswith(f"/@{component}")


def test_processes_of_the_library(town, ask):
    answer = ask("anna", town, "processes")
    assert "outgoing-contract" in [i["id"] for i in answer["items"]]


def test_one_process(town, ask):
    answer = ask("anna", town["processes"]["outgoing-contract"], "process")
    assert answer["definition"]["portal_type"] == "OutgoingContract"
    assert (answer["versions"][0]["number"], answer["problems"]) == (1, [])


def test_deciding_on_many(submitted, contract, town, ask):
    ours, draft = submitted(), contract()
    theirs = submitted(organisation="phi", person="hugo")
    uids = [IUUID(case) for case in (ours, draft, theirs)]
    items = [{"uid": uid} for uid in [*uids, "nothing"]]
    answer = ask("bela", town, "decide-many", "POST", kind="approve", items=items)
    assert [i["done"] for i in answer["items"]] == [True, False, False, False]
    assert people_with(ours) == ["emma"]
    foreign, missing = ({k: v for k, v in i.items() if k != "uid"} for i in answer["items"][2:])
    assert foreign == missing


@pytest.mark.parametrize("items", [None, [], [1], [{"uid": 1}], [{}], [{"uid": "x"}] * 1 + [3]])
def test_a_list_that_is_none_is_named(town, ask, items):
    with pytest.raises(Invalid):
        ask("bela", town, "decide-many", "POST", kind="approve", items=items)
