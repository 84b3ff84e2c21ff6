"""Who sees a confidential thing: what the local roles give, and no role of the whole site."""

from AccessControl.PermissionRole import rolesForPermissionOn
from AccessControl.users import BasicUser
from muniflow.registry.confidentiality.levels import is_confidential
from plone import api

SEE = "View"
SITE_WIDE = ("Manager", "Site Administrator")
"""Roles of the technicians of a site; what is confidential is not open by them."""


def sees(user: BasicUser, obj: object) -> bool:
    """Tell whether a user sees a case or document, in an organisation that is the user's own."""
    allowed = set(rolesForPermissionOn(SEE, obj))
    if is_confidential(obj):
        allowed.difference_update(SITE_WIDE)
    return not allowed.isdisjoint(user.getRolesInContext(obj))


def may_see(obj: object, person: str = "") -> bool:
    """Tell whether a person sees a case or document, by default the present user."""
    user = api.user.get(userid=person) if person else api.user.get_current()
    return user is not None and sees(user, obj)
