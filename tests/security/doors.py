"""Every door to a decision: what a person sends, as a browser, a program or a mail would."""

from collections.abc import Callable
from muniflow.approval.maillinks import address
from muniflow.approval.operations import decide
from muniflow.approval.operations import token_of
from muniflow.process.interfaces import Transition
from plone import api
from plone.uuid.interfaces import IUUID
from tests.security.door import Answer
from tests.security.door import ask
from tests.security.door import JSON
from tests.security.door import token_of as secret_of
from urllib.parse import urlsplit

COMMENT = "Because."

Door = Callable[[object, str, Transition], Answer | None]


def path_of(case: object) -> str:
    """Return where a case is."""
    return "/".join(case.getPhysicalPath())


def by_operation(case: object, person: str, transition: Transition) -> None:
    """Call what all our own pages call."""
    with api.env.adopt_user(username=person):
        decide(case, transition=transition.id, comment=COMMENT)


def by_workflow(case: object, person: str, transition: Transition) -> None:
    """Call Plone's workflow as any add-on does."""
    with api.env.adopt_user(username=person):
        tool = api.portal.get_tool("portal_workflow")
        tool.doActionFor(case, transition.id, comment=COMMENT)


def by_page(case: object, person: str, transition: Transition) -> Answer:
    """Press a button of the case's page."""
    form = {
        "decision": transition.id,
        "comment": COMMENT,
        "seen": token_of(case),
        "_authenticator": secret_of(person),
    }
    return ask(f"{path_of(case)}/@@decide", person=person, method="POST", form=form)


def by_rest(case: object, person: str, transition: Transition) -> Answer:
    """Ask our own service."""
    data = {"decision": transition.id, "comment": COMMENT}
    where = f"{path_of(case)}/@decisions"
    return ask(where, person=person, method="POST", accept=JSON, data=data)


def by_plones_rest(case: object, person: str, transition: Transition) -> Answer:
    """Ask plone.restapi's own service."""
    where = f"{path_of(case)}/@workflow/{transition.id}"
    data = {"comment": COMMENT}
    return ask(where, person=person, method="POST", accept=JSON, data=data)


def by_plones_form(case: object, person: str, transition: Transition) -> Answer:
    """Send Plone's own form for the state of any content."""
    form = {
        "workflow_action": transition.id,
        "comment": COMMENT,
        "_authenticator": secret_of(person),
    }
    where = f"{path_of(case)}/content_status_modify"
    return ask(where, person=person, method="POST", form=form)


def by_batch(case: object, person: str, transition: Transition) -> Answer:
    """Decide on a list of one."""
    form = {
        "item": f"{IUUID(case)} {token_of(case)}",
        "chosen": f"{transition.decision} {transition.name}",
        "comment": COMMENT,
        "sure": "1",
        "_authenticator": secret_of(person),
    }
    return ask("/plone/@@batch-decide", person=person, method="POST", form=form)


def by_rest_batch(case: object, person: str, transition: Transition) -> Answer:
    """Decide on a list of one as a program."""
    data = {
        "items": [{"uid": IUUID(case), "seen": token_of(case)}],
        "kind": transition.decision,
        "title": transition.name,
        "comment": COMMENT,
    }
    return ask("/plone/@decide-many", person=person, method="POST", accept=JSON, data=data)


def by_mail(case: object, person: str, transition: Transition) -> Answer:
    """Press a button behind the link of a mail, without any login."""
    form = {"decision": transition.id, "comment": COMMENT, "seen": token_of(case)}
    return ask(urlsplit(address(case, person)).path, method="POST", form=form)


INSIDE: dict[str, Door] = {"operation": by_operation, "workflow": by_workflow}
"""Doors in Python; they raise."""

OUTSIDE: dict[str, Door] = {
    "page": by_page,
    "rest": by_rest,
    "plone's rest": by_plones_rest,
    "plone's form": by_plones_form,
    "batch": by_batch,
    "rest batch": by_rest_batch,
    "mail": by_mail,
}
"""Doors of the server; they answer."""

BY_NAME = ("batch", "rest batch")
"""Doors that name the decision, not the transition."""
