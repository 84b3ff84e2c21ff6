"""Who sees a confidential thing: what the local roles give, and no role of the whole site."""

from AccessControl.PermissionRole import rolesForPermissionOn
from AccessControl.users import BasicUser
from collections.abc import Iterable
from muniflow.core.doors.guarded import IGuarded
from muniflow.core.doors.guarded import ISight
from muniflow.registry.confidentiality.levels import is_confidential
from muniflow.registry.confidentiality.levels import own_level
from plone import api
from zope.component import adapter
from zope.interface import implementer

SEE = "View"
SITE_WIDE = ("Manager", "Site Administrator")
"""Roles of the technicians of a site; what is confidential is not open by them."""


def sees(user: BasicUser, obj: object) -> bool:
    """Tell whether a user sees a case or document, in an organisation that is the user's own."""
    allowed = set(rolesForPermissionOn(SEE, obj))
    if is_confidential(obj):
        allowed.difference_update(SITE_WIDE)
    return not allowed.isdisjoint(user.getRolesInContext(obj))


@implementer(ISight)
@adapter(IGuarded)
class Sight:
    """Who sees a case or document, for the doors of the site."""

    def __init__(self, context: object) -> None:
        self._context = context

    def open_to(self, user: BasicUser) -> bool:
        """Tell whether a user sees it."""
        return sees(user, self._context)


def seen_of(documents: Iterable[object]) -> list[object]:
    """Return those of a case's documents that the present user sees, who sees the case.

    Only a document with a level of its own is asked for.
    """
    return [one for one in documents if not own_level(one) or may_see(one)]


def may_see(obj: object, person: str = "") -> bool:
    """Tell whether a person sees a case or document, by default the present user."""
    user = api.user.get(userid=person) if person else api.user.get_current()
    return user is not None and sees(user, obj)
