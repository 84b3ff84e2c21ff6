"""Service and send tasks: performed in passing, or left to the worker."""

from collections.abc import Iterator
from dataclasses import replace
from muniflow import _
from muniflow.approval.acts import write_own
from muniflow.approval.notices import in_function
from muniflow.approval.notices import notify_of
from muniflow.approval.notices import TEXT
from muniflow.approval.records import proceedings_of
from muniflow.approval.records import writable_proceedings
from muniflow.process.interfaces import Action
from muniflow.process.interfaces import IProcessAction
from muniflow.process.interfaces import LATER
from muniflow.process.interfaces import Transition
from muniflow.process.operations import definition_of
from muniflow.registry.interfaces import ICase
from muniflow.registry.operations import register_case
from zope.component import getUtility
from zope.interface import implementer


def perform_now(case: ICase, transition: Transition) -> None:
    """Perform what belongs into the transaction of a decision; leave the rest to the worker."""
    later = []
    for action in transition.actions:
        if action.when == LATER:
            later.append(f"{transition.id}/{action.id}")
        else:
            perform(case, action)
    if later:
        file = writable_proceedings(case)
        file.progress = replace(file.progress, later=(*file.progress.later, *later))
        case.reindexObject(idxs=["pending"])


def perform(case: ICase, action: Action) -> None:
    """Perform one action."""
    getUtility(IProcessAction, name=action.kind).perform(case, action)


def waiting_actions(case: ICase) -> Iterator[tuple[str, Action]]:
    """Yield what the worker still has to perform on a case, with the key of each."""
    definition = definition_of(case)
    for key in proceedings_of(case).progress.later:
        transition, _slash, wanted = key.partition("/")
        found = definition.transitions.get(transition)
        for action in found.actions if found else ():
            if action.id == wanted:
                yield key, action


def perform_waiting(case: ICase, key: str) -> None:
    """Perform one action that was left to the worker; nothing happens when it is done."""
    for found, action in list(waiting_actions(case)):
        if found == key:
            perform(case, action)
            file = writable_proceedings(case)
            rest = tuple(one for one in file.progress.later if one != key)
            file.progress = replace(file.progress, later=rest)
            case.reindexObject(idxs=["pending"])


@implementer(IProcessAction)
class Register:
    """Gives the case its number, where it has none yet."""

    title = _("action_register", default="Register")
    values: dict[str, bool] = {}

    def perform(self, case: ICase, action: Action) -> None:
        """Register the case."""
        if not case.registry_number:
            register_case(case)


@implementer(IProcessAction)
class Notify:
    """Tells functions, or the person who answers for the case, by mail."""

    title = _("action_notify", default="Notify")
    values: dict[str, bool] = {"to": True, "text": False}

    def perform(self, case: ICase, action: Action) -> None:
        """Note a mail for each of the people."""
        told = [
            (TEXT, person)
            for function in action.values.get("to", "").split()
            for person in in_function(case, function)
        ]
        act = write_own(case, "told", action.name or "Notify")
        notify_of(case, act, told, action.values.get("text", ""))
