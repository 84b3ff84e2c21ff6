"""What people do with a case beside the decisions of its story, by the real verbs."""

from collections.abc import Callable
from collections.abc import Mapping
from datetime import timedelta
from muniflow.approval.operations import approvals_of
from muniflow.approval.operations import ask_opinion
from muniflow.approval.operations import awaited
from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.approval.operations import delegate
from muniflow.approval.operations import forward
from muniflow.approval.operations import give_opinion
from muniflow.approval.operations import opinions_for_me
from muniflow.approval.operations import take_in
from muniflow.approval.operations import undo
from muniflow.approval.operations import withdraw_approval
from muniflow.contract.interfaces import IContractCase
from muniflow.core import clock
from muniflow.demo.data import SceneRow


def play(case: IContractCase, scene: SceneRow) -> None:
    """Do one scene as the present user, now."""
    VERBS.get(scene.do, _decide)(case, scene)


def _decide(case: IContractCase, scene: SceneRow) -> None:
    """Take the decision of a kind that is the present user's."""
    choice = next(one for one in decisions_for(case) if one.kind == scene.do)
    decide(case, transition=choice.id, comment=scene.text)


def _forward(case: IContractCase, scene: SceneRow) -> None:
    forward(case, to=scene.to, comment=scene.text)


def _delegate(case: IContractCase, scene: SceneRow) -> None:
    delegate(case, to=scene.to, comment=scene.text)


def _ask(case: IContractCase, scene: SceneRow) -> None:
    until = clock.today() + timedelta(days=scene.days)
    ask_opinion(case, units=scene.units, question=scene.text, until=until)


def _opine(case: IContractCase, scene: SceneRow) -> None:
    give_opinion(case, opinion=opinions_for_me(case)[0].id, text=scene.text)


def _message(case: IContractCase, scene: SceneRow) -> None:
    take_in(case, message=next(iter(awaited(case))), comment=scene.text)


def _undo(case: IContractCase, scene: SceneRow) -> None:
    undo(case)


def _withdraw_approval(case: IContractCase, scene: SceneRow) -> None:
    withdraw_approval(case, act=approvals_of(case, scene.by)[-1].id, comment=scene.text)


VERBS: Mapping[str, Callable[[IContractCase, SceneRow], None]] = {
    "forward": _forward,
    "delegate": _delegate,
    "ask": _ask,
    "opine": _opine,
    "message": _message,
    "undo": _undo,
    "withdraw-approval": _withdraw_approval,
}
"""What is no decision of the process; any other word is the kind of one."""
