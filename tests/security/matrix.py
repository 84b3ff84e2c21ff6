"""Who may do what in which step, asked of the running site and written as text."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.core import clock
from muniflow.organisation.operations import add_post
from muniflow.process.conditions import holds
from muniflow.process.interfaces import Definition
from muniflow.process.interfaces import Transition
from muniflow.process.operations import definition_of
from muniflow.process.operations import values_of
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.uuid.interfaces import IUUID

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
}
RESPONSIBLE = "responsible clerk"

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
    ("onk", "OutgoingContract"),
    ("phi", "OutgoingContract"),
    ("onk", "IncomingContract"),
)


def user_id(name: str) -> str:
    """Return the id of somebody of the table."""
    return name.replace(" ", "-")


def settle_in(portal: object, organisation: str) -> None:
    """Give everybody of the table an account and the post."""
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
        return createContentInContainer(
            portal[organisation]["cases"][year], portal_type, checkConstraints=False, **values
        )


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
        if transition.target not in seen:
            for rest in _ways(definition, transition.target, to, seen | {at}):
                yield (transition, *rest)


def _take(case: object, transition: Transition) -> None:
    """Take a decision as the first of the table who may."""
    for name in PEOPLE:
        with api.env.adopt_user(username=user_id(name)):
            if transition.id in {choice.id for choice in decisions_for(case)}:
                decide(case, transition=transition.id, comment="Because.")
                return
    raise LookupError(f"nobody may {transition.id}")


def _rights(portal: object, case: object, name: str) -> str:
    """Return what somebody may, and which decisions are open, whatever the amount is."""
    with api.env.adopt_user(username=user_id(name)):
        may = [word for word, p in PERMISSIONS.items() if api.user.has_permission(p, obj=case)]
        if portal.portal_catalog(UID=IUUID(case)):
            may.insert(0, "find")
        decisions = sorted(_decisions(case))
    words = " ".join(may) or "-"
    return f"{words} | {', '.join(decisions)}" if decisions else words


def _decisions(case: object) -> set[str]:
    amount, found = case.value_net, set()
    for other in AMOUNTS:
        case.value_net = other
        found |= {choice.id for choice in decisions_for(case)}
    case.value_net = amount
    return found
