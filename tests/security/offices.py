"""Who may do what with an organisation, beside its cases, asked of the running site."""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from muniflow.approval.handover import may_hand_over
from muniflow.approval.moving import check_mover
from muniflow.core import clock
from muniflow.core.errors import MuniflowError
from muniflow.organisation.operations import enter_absence
from muniflow.organisation.operations import enter_substitution
from muniflow.process.library import library_of
from muniflow.process.release import check_publisher
from muniflow.process.variants import own_processes
from muniflow.process.variants import variant_for
from plone import api
from Products.CMFCore.indexing import processQueue
from tests.security.matrix import PEOPLE
from tests.security.matrix import user_id

import transaction

ORGANISATION = "onk"
PERMISSIONS = {
    "settings": "muniflow: Manage organisation",
    "posts": "muniflow: Manage posts",
    "start": "muniflow: Start case",
    "registers": "muniflow: Open and close registers",
    "journal": "muniflow: View journal",
    "import": "muniflow: Import cases",
}


def _away(name: str) -> Callable[[object], object]:
    """Return the act of entering that somebody is away."""

    def act(organisation: object) -> None:
        enter_absence(user_id(name), since=clock.today(), until=clock.today(), kind="leave")

    return act


def _stood_in(name: str, function: str) -> Callable[[object], object]:
    """Return the act of letting the auditor stand in for somebody."""

    def act(organisation: object) -> None:
        enter_substitution(
            organisation,
            absent=user_id(name),
            substitute=user_id("auditor"),
            functions=[function],
            since=clock.today(),
            until=clock.today(),
        )

    return act


def _hands_over(name: str) -> Callable[[object], object]:
    return lambda organisation: may_hand_over(organisation, user_id(name))


def _publishes_shared(organisation: object) -> None:
    check_publisher(library_of(api.portal.get())["outgoing-contract"])


def _publishes_own(organisation: object) -> None:
    (variant,) = own_processes(organisation)
    check_publisher(variant)


CLERK, HEAD = "clerk of the unit", "head of the unit"
ACTS: dict[str, Callable[[object], object]] = {
    "clerk-away": _away(CLERK),
    "clerk-stood-in": _stood_in(CLERK, "clerk"),
    "clerk-handed-over": _hands_over(CLERK),
    "head-away": _away(HEAD),
    "head-stood-in": _stood_in(HEAD, "head"),
    "head-handed-over": _hands_over(HEAD),
    "publish-own": _publishes_own,
    "publish-shared": _publishes_shared,
    "migrate": check_mover,
}


def rows(portal: object) -> Iterator[str]:
    """Yield a line for everybody of the table."""
    organisation = portal[ORGANISATION]
    for name in PEOPLE:
        with api.env.adopt_user(username=user_id(name)):
            may = [w for w, p in PERMISSIONS.items() if _permitted(p, organisation)]
            may += [word for word, act in ACTS.items() if _passes(organisation, act)]
            if api.user.has_permission("muniflow: Manage worker", obj=portal):
                may.append("worker")
        yield f"{name:<22} {' '.join(may) or '-'}"


def _permitted(permission: str, organisation: object) -> bool:
    return bool(api.user.has_permission(permission, obj=organisation))


def settle(portal: object) -> None:
    """Give the organisation a process of its own."""
    variant_for(portal[ORGANISATION], library_of(portal)["outgoing-contract"])


@contextmanager
def _undone() -> Iterator[None]:
    processQueue()
    savepoint = transaction.savepoint()
    try:
        yield
    finally:
        savepoint.rollback()


def _passes(organisation: object, act: Callable[[object], object]) -> bool:
    """Tell whether the present user may do something; nothing of it stays."""
    with _undone():
        try:
            # Questions answer, acts raise.
            return act(organisation) is not False
        except MuniflowError:
            return False
