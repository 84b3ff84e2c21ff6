"""Drawings to test with, and a type of case that knows only what processes need."""

from collections.abc import Callable
from decimal import Decimal
from muniflow.process import setup
from muniflow.process.bpmn import read_model
from muniflow.process.compiler import compile_process
from muniflow.process.errors import BpmnError
from muniflow.process.interfaces import IConditionFields
from muniflow.process.interfaces import IConditionValues
from muniflow.process.interfaces import IProcessBound
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.dexterity.fti import DexterityFTI
from zope.component import getGlobalSiteManager

import pytest

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:muniflow="https://muniflow.org/bpmn/1.0" id="d">
"""
FIELDS = {"amount": "number", "currency": "text", "unit": "text", "indefinite": "boolean"}
LANE = '<lane id="l1" name="Clerk">{members}</lane>'
START = '<startEvent id="start" />'
STEP = '<userTask id="a" name="Draft" />'
END = '<endEvent id="end" name="Done" />'
FLOWS = (
    '<sequenceFlow id="f1" sourceRef="start" targetRef="a" />',
    '<sequenceFlow id="f2" name="Submit" sourceRef="a" targetRef="end" />',
)
SCHEMA = """<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
<field name="title" type="zope.schema.TextLine"><title>Title</title></field>
<field name="partners" type="zope.schema.Text"><title>P</title><required>False</required></field>
<field name="value_net" type="zope.schema.Decimal"><title>V</title>
<required>False</required></field>
<field name="term_from" type="zope.schema.Date"><title>T</title><required>False</required></field>
</schema></model>"""


def draw(
    *elements: str,
    lanes: str | None = None,
    members: str = "a b c d",
    process: str = 'muniflow:for="TestCase"',
    basics: bool = True,
) -> str:
    """Return the text of a process; with ``basics`` start, one step and an end are in it."""
    inside = "".join(f"<flowNodeRef>{m}</flowNodeRef>" for m in members.split())
    lanes = LANE.format(members=inside) if lanes is None else lanes
    parts = (START, STEP, END, FLOWS[0], *elements) if basics else elements
    return (
        f'{HEAD}<process id="p" name="Test" {process}>\n<laneSet id="s">{lanes}</laneSet>\n'
        + "\n".join(parts)
        + "\n</process></definitions>"
    )


@pytest.fixture(scope="session", name="draw")
def _draw() -> Callable[..., str]:
    """Draws a process: see the function."""
    return draw


@pytest.fixture(scope="session")
def flow() -> Callable[..., str]:
    """Draws a flow: flow("f2", "a", "end", "Submit", 'muniflow:decision="submit"')."""

    def drawn(
        id_: str, source: str, target: str, name: str = "", more: str = "", when: str = ""
    ) -> str:
        condition = f"<conditionExpression>{when}</conditionExpression>" if when else ""
        return (
            f'<sequenceFlow id="{id_}" name="{name}" sourceRef="{source}" '
            f'targetRef="{target}" {more}>{condition}</sequenceFlow>'
        )

    return drawn


@pytest.fixture(scope="session")
def compiled() -> Callable[..., object]:
    """Compiles a text, by default as version 1 and with the fields of the tests."""

    def run(text: str | bytes, version: int = 1, fields: dict | None = FIELDS) -> object:
        return compile_process(read_model(text), version=version, fields=fields)

    return run


@pytest.fixture(scope="session")
def refused(compiled) -> Callable[[str], list]:
    """Returns the problems of a text that must not compile."""

    def run(text: str) -> list:
        with pytest.raises(BpmnError) as caught:
            compiled(text)
        return list(caught.value.problems)

    return run


@pytest.fixture(scope="session")
def shipped() -> dict[str, bytes]:
    """The files of the default profile."""
    return setup.shipped()


@pytest.fixture
def case_type(integration):
    """A portal, and in it the type TestCase whose objects go through processes."""
    portal = integration["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    fti = DexterityFTI(
        "TestCase",
        klass="plone.dexterity.content.Container",
        global_allow=True,
        filter_content_types=False,
        model_source=SCHEMA,
        behaviors=("muniflow.process_bound",),
    )
    api.portal.get_tool("portal_types")._setObject("TestCase", fti)
    manager = getGlobalSiteManager()
    declared = Declared()
    manager.registerUtility(declared, IConditionFields, name="TestCase")
    manager.registerAdapter(Values, (IProcessBound,), IConditionValues)
    yield portal
    manager.unregisterUtility(declared, IConditionFields, name="TestCase")
    manager.unregisterAdapter(Values, (IProcessBound,), IConditionValues)


class Declared:
    """The fields of TestCase."""

    def fields(self) -> dict[str, str]:
        """Return them."""
        return FIELDS

    def titles(self) -> dict[str, str]:
        """Return what people call them."""
        return {"amount": "net value"}


class Values:
    """The values of a TestCase."""

    def __init__(self, context: object) -> None:
        self.context = context

    def values(self) -> dict[str, object]:
        """Return them; the currency is always HUF."""
        return {"amount": self.context.value_net, "currency": "HUF"}


@pytest.fixture
def office(case_type, shipped):
    """An organisation, here a folder, whose cases go through the shipped contract process."""
    from muniflow.process.operations import bind_policy
    from muniflow.process.operations import install_library

    text = shipped["outgoing-contract"].replace(b'"OutgoingContract"', b'"TestCase"')
    install_library(case_type, {"chain": text})
    folder = api.content.create(case_type, "Folder", "office")
    bind_policy(folder, {"TestCase": "chain"})
    return folder


@pytest.fixture
def start(office) -> Callable[..., object]:
    """Starts a case: start(5_000_000)."""

    def started(amount: int | None = 5_000_000, id_: str = "case") -> object:
        case = api.content.create(office, "TestCase", id_, title="Case")
        case.value_net = None if amount is None else Decimal(amount)
        return case

    return started


@pytest.fixture
def act(integration) -> Callable[..., None]:
    """Acts on a case with one role: act(case, "Head of Unit", "approve-to-…")."""

    def acted(case: object, role: str, transition: str, comment: str = "because") -> None:
        tool = api.portal.get_tool("portal_workflow")
        case.manage_setLocalRoles(TEST_USER_ID, [role])
        setRoles(integration["portal"], TEST_USER_ID, ["Member"])
        try:
            tool.doActionFor(case, transition, comment=comment)
        finally:
            setRoles(integration["portal"], TEST_USER_ID, ["Manager"])

    return acted
