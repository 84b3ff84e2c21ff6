"""Who looks after the worker."""

from muniflow import _
from muniflow.core.errors import NotAllowed
from plone import api

MANAGE = "muniflow: Manage worker"


def check_right(site: object) -> None:
    """Raise NotAllowed for everybody but administrators of the site."""
    if not api.user.has_permission(MANAGE, obj=site):
        raise NotAllowed(
            _("error_manage_worker", default="Only administrators of the site look after this.")
        )
