"""Who may do what in which step, asked of the running site and written as text."""

from AccessControl import Unauthorized
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from muniflow.approval.acting import people_of_part
from muniflow.approval.assignments import my_part
from muniflow.approval.engine import fire
from muniflow.approval.operations import approvals_of
from muniflow.approval.operations import ask_opinion
from muniflow.approval.operations import awaited
from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.approval.operations import delegate
from muniflow.approval.operations import forward
from muniflow.approval.operations import give_opinion
from muniflow.approval.operations import opinions_for_me
from muniflow.approval.operations import state_of
from muniflow.approval.operations import take_in
from muniflow.approval.operations import undo
from muniflow.approval.operations import withdraw_approval
from muniflow.core import clock
from muniflow.core.errors import MuniflowError
from muniflow.document.operations import add_version
from muniflow.document.operations import file_document
from muniflow.organisation.operations import add_post
from muniflow.organisation.operations import add_unit
from muniflow.organisation.operations import enter_substitution
from muniflow.process.conditions import holds
from muniflow.process.interfaces import Definition
from muniflow.process.interfaces import FORWARD
from muniflow.process.interfaces import GATE
from muniflow.process.interfaces import PERSON
from muniflow.process.interfaces import Transition
from muniflow.process.operations import bind_policy
from muniflow.process.operations import definition_of
from muniflow.process.operations import install_library
from muniflow.process.operations import values_of
from pathlib import Path
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.uuid.interfaces import IUUID
from Products.CMFCore.indexing import processQueue

import transaction

# Who asks: unit and function of the post, "" for none, and when it is held.
PEOPLE: dict[str, tuple[str, str]] = {
    "responsible clerk": ("works", "clerk"),
    "clerk of the unit": ("works", "clerk"),
    "clerk of another unit": ("cabinet", "clerk"),
    "head of the unit": ("works", "head"),
    "head of another unit": ("cabinet", "head"),
    "legal": ("legal", "legal"),
    "finance": ("finance", "finance"),
    "signatory": ("cabinet", "signatory"),
    "records officer": ("registry", "records"),
    "auditor": ("registry", "auditor"),
    "administrator": ("cabinet", "admin"),
    "left yesterday": ("works", "head"),
    "from tomorrow": ("works", "head"),
    "legal elsewhere": ("legal", "legal"),
    "outsider": ("", ""),
    "site manager": ("", ""),
    "for legal": ("cabinet", "clerk"),
    "for signatory to 1M": ("registry", "clerk"),
    "handed the step": ("registry", "clerk"),
    "asked an opinion": ("archive", "clerk"),
}
RESPONSIBLE = "responsible clerk"
HANDED = "handed the step"
ASKED = "asked an opinion"

LENT: dict[str, tuple[str, str, Decimal | None]] = {
    "for legal": ("legal", "legal", None),
    "for signatory to 1M": ("signatory", "signatory", Decimal(1_000_000)),
}
"""Who stands in: for whom, in which function, up to which amount."""

PERMISSIONS = {
    "see": "View",
    "edit": "Modify portal content",
    "file": "muniflow: File document",
    "add": "Add portal content",
    "delete": "Delete objects",
    "register": "muniflow: Register",
    "void": "muniflow: Void number",
    "share": "Change local roles",
}
AMOUNTS = (Decimal(100_000), Decimal(700_000), Decimal(3_000_000), Decimal(9_000_000))
PROCESSES = (
    ("onk", "OutgoingContract", "outgoing-contract"),
    ("phi", "OutgoingContract", "outgoing-contract-office"),
    ("onk", "IncomingContract", "incoming-contract"),
    ("onk", "GeneralCase", "general-case"),
    ("onk", "OutgoingContract", "framework-contract"),
    ("onk", "OutgoingContract", "parallel"),
    ("onk", "OutgoingContract", "waiting"),
)
DATA = Path(__file__).parents[1] / "approval" / "data"
"""Drawings of steps that no shipped process has: several sign, nobody acts."""


def user_id(name: str) -> str:
    """Return the id of somebody of the table."""
    return name.replace(" ", "-")


def settle_in(portal: object, organisation: str) -> None:
    """Give everybody of the table an account and the post, and lend what is lent."""
    add_unit(portal[organisation], id="archive", title="Archive")
    other = "phi" if organisation == "onk" else "onk"
    day = timedelta(days=1)
    for name, (unit, function) in PEOPLE.items():
        person = user_id(name)
        api.user.create(email=f"{person}@x.example", username=person, password="muniflow-test-1")
        if name == "site manager":
            api.user.grant_roles(username=person, roles=["Manager"])
        if function:
            add_post(
                portal[other if name == "legal elsewhere" else organisation],
                person=person,
                unit=unit,
                function=function,
                since=clock.today() + day if name == "from tomorrow" else None,
                until=clock.today() - day if name == "left yesterday" else None,
            )
    for name, (absent, function, ceiling) in LENT.items():
        enter_substitution(
            portal[organisation],
            absent=absent,
            substitute=user_id(name),
            functions=[function],
            since=clock.today(),
            until=clock.today(),
            ceiling=ceiling,
        )


def publish(portal: object, organisation: str, portal_type: str, process: str) -> None:
    """Let new cases of an organisation go through a process, one of the tests' own perhaps."""
    drawing = DATA / f"{process}.bpmn"
    if drawing.exists():
        install_library(portal, {process: drawing.read_bytes()})
    bind_policy(portal[organisation], {portal_type: process})


def table(portal: object, organisation: str, portal_type: str) -> Iterator[str]:
    """Yield the lines of one process."""
    definition = definition_of(_start(portal, organisation, portal_type, AMOUNTS[0]))
    yield f"{definition.process}"
    for state in (*definition.steps(), *definition.ends()):
        case = _brought_to(portal, organisation, portal_type, definition, state.id)
        yield f"  {state.id}"
        for name in PEOPLE:
            yield f"    {name:<22} {_rights(portal, case, name)}".rstrip()


def _start(portal: object, organisation: str, portal_type: str, amount: Decimal) -> object:
    """Start a contract; who starts it has no part in it afterwards."""
    values = {
        "title": "Contract",
        "partners": ("Partner Kft.",),
        "value_net": amount,
        "term_from": clock.today(),
        "unit": "works",
        "responsible": user_id(RESPONSIBLE),
    }
    year = str(clock.today().year)
    with api.env.adopt_user(username="site-manager"):
        case = createContentInContainer(
            portal[organisation]["cases"][year], portal_type, checkConstraints=False, **values
        )
    with api.env.adopt_user(username=user_id(RESPONSIBLE)):
        file_document(case, title="Draft", filename="a.txt", data=b"old")
    return case


def _brought_to(
    portal: object, organisation: str, portal_type: str, definition: Definition, state: str
) -> object:
    """Return a contract that went its way to a state by real decisions."""
    for amount in AMOUNTS:
        case = _start(portal, organisation, portal_type, amount)
        for way in _ways(definition, definition.initial, state, frozenset()):
            if all(holds(t.condition, values_of(case)) for t in way):
                for transition in way:
                    _take(case, transition)
                assert api.content.get_state(case) == state
                return case
    raise LookupError(f"no way leads to {state}")


def _ways(
    definition: Definition, at: str, to: str, seen: frozenset[str]
) -> Iterator[tuple[Transition, ...]]:
    if at == to:
        yield ()
        return
    for transition in definition.leaving(at):
        if transition.target not in seen and not transition.signs:
            for rest in _ways(definition, transition.target, to, seen | {at}):
                yield (transition, *rest)


def _take(case: object, transition: Transition) -> None:
    """Take a decision as the first of the table who may; let the process do what is its own."""
    if transition.trigger == GATE:
        for sign in definition_of(case).leaving(transition.source):
            if sign.signs and sign.decision in FORWARD:
                _decide(case, sign)
        if state_of(case).id == transition.source:
            raise LookupError(f"{transition.id} does not follow from all sign-offs")
    elif transition.trigger != PERSON:
        fire(case, transition)
    else:
        _decide(case, transition)


def _decide(case: object, transition: Transition) -> None:
    for name in PEOPLE:
        with api.env.adopt_user(username=user_id(name)):
            if transition.id in {choice.id for choice in decisions_for(case)}:
                decide(case, transition=transition.id, comment="Because.")
                return
    raise LookupError(f"nobody may {transition.id}")


def _rights(portal: object, case: object, name: str) -> str:
    """Return what somebody may, which decisions are open whatever the amount is, and what else."""
    with _given(case, name), api.env.adopt_user(username=user_id(name)):
        may = [word for word, p in PERMISSIONS.items() if api.user.has_permission(p, obj=case)]
        if portal.portal_catalog(UID=IUUID(case)):
            may.insert(0, "find")
        decisions = sorted(_decisions(case))
        others = [word for word, act in ACTS.items() if "see" in may and _passes(case, act)]
    parts = [" ".join(may) or "-", ", ".join(decisions), " ".join(others)]
    return " | ".join(part or "." for part in parts).removesuffix(" | .").removesuffix(" | .")


def _decisions(case: object) -> set[str]:
    amount, found = case.value_net, set()
    for other in AMOUNTS:
        case.value_net = other
        found |= {choice.id for choice in decisions_for(case)}
    case.value_net = amount
    return found


@contextmanager
def _given(case: object, name: str) -> Iterator[None]:
    """Hand the step, or put the question, to those of the table who have it only by that."""
    with _undone():
        if name == HANDED:
            _somebody(case, lambda: delegate(case, to=user_id(HANDED)))
        if name == ASKED:
            _somebody(case, lambda: ask_opinion(case, units=["archive"], question="Known?"))
        yield


def _somebody(case: object, act: Callable[[], None]) -> None:
    """Act as the first who may, if anybody may."""
    for name in PEOPLE:
        with api.env.adopt_user(username=user_id(name)):
            try:
                act()
            except MuniflowError:
                continue
            return


@contextmanager
def _undone() -> Iterator[None]:
    """Undo whatever the block does."""
    # What still waits to be indexed would be forgotten with it.
    processQueue()
    savepoint = transaction.savepoint()
    try:
        yield
    finally:
        savepoint.rollback()


def _passes(case: object, act: Callable[[object], None]) -> bool:
    """Tell whether the present user may do something; nothing of it stays."""
    with _undone():
        try:
            act(case)
        except (MuniflowError, Unauthorized):
            return False
    return True


def _forward(case: object) -> None:
    part, _acting = my_part(case)
    colleagues = [p for p in people_of_part(case, part) if p != api.user.get_current().getId()]
    # Whoever has no colleague may forward all the same, there is only nobody to forward to.
    if colleagues:
        forward(case, to=colleagues[0])


def _take_in(case: object) -> None:
    waiting = list(awaited(case))
    take_in(case, message=waiting[0] if waiting else "-", comment="")


def _withdraw_approval(case: object) -> None:
    mine = approvals_of(case, api.user.get_current().getId())
    withdraw_approval(case, act=mine[-1].id if mine else 0, comment="Because.")


def _give(case: object) -> None:
    (question, *_more) = opinions_for_me(case) or [None]
    give_opinion(case, opinion=question.id if question else 0, text="Yes.")


def _version(case: object) -> None:
    document = next(o for o in case.objectValues() if o.portal_type == "FiledDocument")
    if not api.user.has_permission("muniflow: File document", obj=document):
        raise Unauthorized("File document")
    add_version(document, filename="a.txt", data=b"new")


ACTS: dict[str, Callable[[object], None]] = {
    "forward": _forward,
    "delegate": lambda case: delegate(case, to=user_id("auditor")),
    "ask": lambda case: ask_opinion(case, units=["works"], question="Known?"),
    "answer": _give,
    "undo": undo,
    "withdraw-approval": _withdraw_approval,
    "take-in": _take_in,
    "new-version": _version,
}
"""What can be done beside deciding, each tried in earnest."""
