"""No door lets anybody skip a step: random walks, with all that people should not do tried too."""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import nullcontext
from datetime import timedelta
from decimal import Decimal
from functools import partial
from muniflow.approval.engine import fire
from muniflow.approval.operations import ask_opinion
from muniflow.approval.operations import decisions_for
from muniflow.approval.operations import delegate
from muniflow.approval.operations import give_opinion
from muniflow.approval.operations import opinions_for_me
from muniflow.approval.operations import proceedings_of
from muniflow.contract.operations import start_contract
from muniflow.core import clock
from muniflow.core.errors import MuniflowError
from muniflow.organisation.operations import add_post
from muniflow.organisation.operations import enter_substitution
from muniflow.process.interfaces import Transition
from muniflow.process.operations import bind_policy
from muniflow.process.operations import definition_of
from muniflow.process.operations import install_library
from muniflow.process.operations import values_of
from pathlib import Path
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from random import Random
from tests.security.doors import BY_NAME
from tests.security.doors import by_workflow
from tests.security.doors import INSIDE
from tests.security.doors import OUTSIDE
from tests.security.drawn import generated
from tests.security.oracle import FORWARD
from tests.security.oracle import Lent
from tests.security.oracle import Matter
from tests.security.oracle import Office
from tests.town import PASSWORD
from tests.town import PEOPLE

import pytest
import transaction

DATA = Path(__file__).parent / "data"

MORE = {
    "lili": (("legal", "legal"),),
    "fanni": (("finance", "finance"), ("cabinet", "signatory")),
    "soma": (("cabinet", "signatory"),),
    "pali": (("works", "clerk"), ("works", "head"), ("legal", "legal"), ("finance", "finance")),
    "helga": (("cabinet", "head"),),
    "tibi": (("cabinet", "clerk"),),
    "nora": (("registry", "clerk"),),
    "zita": (),
}
"""Beside the people of the town: second holders, one with many posts, three who stand in."""

LENT = (
    Lent("bela", "tibi", ("head",), Decimal(1_000_000)),
    Lent("emma", "nora", ("signatory",)),
    Lent("anna", "tibi", ("responsible",)),
    Lent("soma", "pali", ("signatory",), Decimal(4_000_000)),
)
AMOUNTS = (300_000, 1_500_000, 3_500_000, 9_000_000)
UNIT = "works"
MOST = 40
"""Moves of one walk; from the twelfth on everybody agrees."""


def office() -> Office:
    """Return the Municipality as the oracle knows it."""
    posts = {
        person: tuple((unit, function) for place, unit, function in held if place == "onk")
        for person, (_name, held) in PEOPLE.items()
    }
    return Office({p: held for p, held in {**posts, **MORE}.items() if held}, LENT)


EVERYBODY = (*PEOPLE, *MORE)


def settle(portal: object) -> None:
    """Bring the others of the table to town."""
    organisation, day = portal["onk"], timedelta(days=1)
    for person, held in MORE.items():
        api.user.create(email=f"{person}@x.example", username=person, password=PASSWORD)
        for unit, function in held:
            add_post(organisation, person=person, unit=unit, function=function)
    api.user.grant_roles(username="zita", roles=["Manager"])
    for lent in LENT:
        enter_substitution(
            organisation,
            absent=lent.absent,
            substitute=lent.substitute,
            functions=lent.functions,
            since=clock.today(),
            until=clock.today() + day,
            ceiling=lent.ceiling,
        )


@pytest.fixture()
def office_town(live_town) -> object:
    """The town with all who walk."""
    with api.env.adopt_roles(["Manager"]):
        settle(live_town)
    return live_town


class Walk:
    """One case on its way, in Plone and in the oracle at once."""

    def __init__(self, portal: object, drawing: str, seed: int) -> None:
        self.chance = Random(seed)
        self.responsible = self.chance.choice(("anna", "anna", "pali"))
        portal_type = "IncomingContract" if drawing == "incoming-contract" else "OutgoingContract"
        bind_policy(portal["onk"], {portal_type: drawing})
        values = {
            "title": f"Walk {seed}",
            "partners": ("Zöld Liget Kft.",),
            "value_net": Decimal(self.chance.choice(AMOUNTS)),
            "term_from": clock.today(),
            "unit": UNIT,
            "responsible": self.responsible,
        }
        with api.env.adopt_user(username=self.responsible):
            self.case = start_contract(portal["onk"], portal_type=portal_type, values=values)
        self.definition = definition_of(self.case)
        self.matter = Matter(
            self.definition, office(), self.responsible, UNIT, dict(values_of(self.case))
        )
        transaction.commit()

    @property
    def standing(self) -> tuple[str, list[tuple[str, str, str]]]:
        """Where the case is, with its sign-offs."""
        signs = proceedings_of(self.case).progress.signoffs
        verdicts = {"open": ""}
        return (
            api.content.get_state(self.case),
            [(s.branch, s.person, verdicts.get(s.verdict, s.verdict)) for s in signs],
        )

    @property
    def expected(self) -> tuple[str, list[tuple[str, str, str]]]:
        """Where the oracle has it."""
        return self.matter.state, [(s.branch, s.person, s.verdict) for s in self.matter.signs]

    def check_everybody(self) -> None:
        """Compare what is offered to each person with what the oracle gives them."""
        for person in EVERYBODY:
            with api.env.adopt_user(username=person):
                offered = {choice.id for choice in decisions_for(self.case)}
            assert offered == self.matter.allowed(person), (self, person)

    def try_all_inside(self) -> None:
        """Try every transition of the process as everybody; what works is undone again."""
        for person in EVERYBODY:
            allowed = self.matter.allowed(person)
            for transition in self.definition.transitions.values():
                act, expected = (
                    partial(by_workflow, self.case, person, transition),
                    transition.id in allowed,
                )
                with undone() if expected else nullcontext():
                    assert passes(act) is expected, (self, person, transition.id)

    def try_outside(self) -> None:
        """Try at every door of the server something that is not to be done there."""
        before = self.standing, len(proceedings_of(self.case).acts)
        for name, door in OUTSIDE.items():
            person = self.chance.choice(EVERYBODY)
            allowed = self.matter.allowed(person)
            kinds = {(self._of(id_).decision, self._of(id_).name) for id_ in allowed}
            forbidden = [
                t
                for t in self.definition.transitions.values()
                if t.id not in allowed and not (name in BY_NAME and (t.decision, t.name) in kinds)
            ]
            near = [t for t in forbidden if t.source == self.matter.state]
            if not forbidden:
                continue
            transition = self.chance.choice(near or forbidden)
            door(self.case, person, transition)
            after = self.standing, len(proceedings_of(self.case).acts)
            assert after == before, (self, name, person, transition.id)

    def _of(self, id_: str) -> Transition:
        return self.definition.transitions[id_]

    def move(self, number: int) -> str:
        """Let somebody who may decide do so at some door; return which, "" where nobody may."""
        open_now = [(p, t) for p in EVERYBODY for t in sorted(self.matter.allowed(p))]
        forward = [(p, t) for p, t in open_now if self._of(t).decision in FORWARD]
        on = number >= 12 or self.chance.random() < 0.75
        if not (forward if on else open_now):
            return ""
        person, id_ = self.chance.choice(forward if on else open_now)
        transition = self._of(id_)
        door = self.chance.choice(self._doors(person, transition))
        acts = len(proceedings_of(self.case).acts)
        answer = {**INSIDE, **OUTSIDE}[door](self.case, person, transition)
        transaction.commit()
        self.matter.take(person, transition)
        assert self.standing == self.expected, (self, door, person, id_, answer)
        # What the process did on the way is written before the decision.
        act = next(a for a in proceedings_of(self.case).acts[acts:] if a.person)
        assert (act.person, act.transition) == (person, id_), (self, door)
        return door

    def _doors(self, person: str, transition: Transition) -> list[str]:
        """Return the doors at which this decision can be taken."""
        alike = [
            t
            for t in self.matter.allowed(person)
            if (self._of(t).decision, self._of(t).name) == (transition.decision, transition.name)
        ]
        by_mail = self.definition.mail and transition.decision != "withdraw"
        known = proceedings_of(self.case).acts
        return [
            name
            for name in (*INSIDE, *OUTSIDE)
            if (name not in BY_NAME or len(alike) == 1) and (name != "mail" or (by_mail and known))
        ]

    def turn_aside(self) -> None:
        """Now and then somebody lets another decide, or asks for an opinion."""
        act, before = self.chance.random(), len(proceedings_of(self.case).acts)
        if self.matter.asked:
            self._answer()
        elif act < 0.15:
            self._delegate()
        elif act < 0.25:
            self._ask()
        transaction.commit()
        if len(proceedings_of(self.case).acts) > before:
            self.check_everybody()

    def _delegate(self) -> None:
        """Let somebody with a part hand it to anybody of the house."""
        who, to = self.chance.choice(EVERYBODY), self.chance.choice(list(self.matter.office.posts))
        with api.env.adopt_user(username=who):
            try:
                delegate(self.case, to=to)
            except MuniflowError:
                transaction.abort()
                return
        handed = proceedings_of(self.case).progress.assignments[-1]
        self.matter.handed[handed.branch] = (to, who)

    def _ask(self) -> None:
        who = self.chance.choice(EVERYBODY)
        with api.env.adopt_user(username=who):
            try:
                ask_opinion(self.case, units=["registry"], question="What do you think?")
            except MuniflowError:
                transaction.abort()
                return
        self.matter.asked = True

    def _answer(self) -> None:
        with api.env.adopt_user(username="gabi"):
            (question,) = opinions_for_me(self.case)
            give_opinion(self.case, opinion=question.id, text="Good.")
        self.matter.asked = False

    def pass_by_itself(self) -> bool:
        """Let the process go on from where it waits; False where people decide."""
        if not self.matter.step.waits:
            return False
        ways = self.definition.leaving(self.matter.state)
        transition = next(t for t in ways if self.matter.holds(t.condition))
        fire(self.case, transition)
        transaction.commit()
        self.matter.pass_by_itself(transition)
        assert self.standing == self.expected, (self, transition.id)
        return True

    def __repr__(self) -> str:
        matter = self.matter
        return (
            f"{self.definition.id} at {matter.state} for {matter.values['amount']} of "
            f"{self.responsible}: {matter.signs}, {matter.handed}, {matter.asked}, {matter.done}"
        )


def passes(act: Callable[[], None]) -> bool:
    """Tell whether something is let through."""
    try:
        act()
    except (WorkflowException, MuniflowError):
        return False
    return True


@contextmanager
def undone() -> Iterator[None]:
    """Undo whatever the block does."""
    savepoint = transaction.savepoint()
    yield
    savepoint.rollback()


DRAWN = (1, 3, 5)
PROCESSES = (
    *("outgoing-contract", "outgoing-contract-office", "incoming-contract"),
    "framework-contract",
    *("parallel", "waiting"),
    *(f"drawn-{seed}" for seed in DRAWN),
)


def install(portal: object, drawing: str) -> None:
    """Publish a drawing of the tests; the shipped ones are there."""
    name, _dash, seed = drawing.partition("-")
    if name == "drawn":
        text = generated(int(seed), drawing)
    elif (DATA / f"{drawing}.bpmn").exists():
        text = (DATA / f"{drawing}.bpmn").read_bytes()
    else:
        return
    with api.env.adopt_roles(["Manager"]):
        assert install_library(portal, {drawing: text}) == []


@pytest.mark.parametrize("drawing", PROCESSES)
def test_no_door_skips_a_step(office_town, drawing):
    """Every walk of people who may reaches an end, and nothing else moves the case."""
    install(office_town, drawing)
    walk = Walk(office_town, drawing, seed=PROCESSES.index(drawing))
    seen = set()
    for number in range(MOST):
        walk.check_everybody()
        if walk.matter.state not in seen:
            walk.try_all_inside()
            walk.try_outside()
            seen.add(walk.matter.state)
        if walk.matter.step.kind == "end":
            break
        if not walk.pass_by_itself():
            walk.turn_aside()
            walk.move(number)
    assert walk.matter.step.kind == "end", walk
