"""How what people do is told as data."""

from collections.abc import Iterable
from muniflow.approval.interfaces import Act
from muniflow.approval.interfaces import Choice
from muniflow.approval.interfaces import SignOffLine
from muniflow.approval.operations import words
from muniflow.organisation.operations import full_name
from zope.globalrequest import getRequest
from zope.i18n import translate


def say(message: object) -> str | None:
    """Return a message in the language of the request, None for none."""
    return None if message is None else translate(message, context=getRequest())


def people(ids: Iterable[str]) -> list[dict[str, str]]:
    """Return people with their names."""
    return [{"person": id_, "fullname": full_name(id_)} for id_ in ids]


def choice(one: Choice) -> dict[str, object]:
    """Return a decision with what it needs, and why the rules refuse it."""
    return {
        "decision": one.id,
        "title": words(one.title),
        "kind": one.kind,
        "target": words(one.target),
        "comment_required": one.comment_required,
        "required": list(one.required),
        "checklist": list(one.checklist),
        "function": one.function,
        "for_whom": one.for_whom or None,
        "sign_off": one.branch or None,
        "allowed": one.obstacle is None,
        "refused_because": say(one.obstacle),
    }


def signoff(line: SignOffLine) -> dict[str, object]:
    """Return a sign-off of a parallel step."""
    return {
        "branch": line.branch.id,
        "title": words(line.branch.name),
        "function": line.branch.function,
        "status": line.status,
        "people": people(line.people),
        "for_whom": line.for_whom or None,
        "time": line.time or None,
        "comment": line.comment,
    }


def act(one: Act) -> dict[str, object]:
    """Return one act of the past."""
    return {
        "id": one.id,
        "kind": one.kind,
        "title": words(one.title),
        "step": words(one.step),
        "person": one.person or None,
        "fullname": full_name(one.person) if one.person else None,
        "acting_as": one.acting_as or None,
        "for_whom": one.for_whom or None,
        "time": one.time,
        "comment": one.comment,
        "channel": one.channel,
        "undone": one.undone,
    }
