"""Whom to ask for a right that is missing: the administrators of the organisation."""

from collections.abc import Sequence
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.core.theme.interfaces import IRightGivers
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import holders
from muniflow.organisation.operations import is_member
from muniflow.organisation.operations import organisation_of
from plone import api
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


@implementer(IRightGivers)
@adapter(Interface, IMuniflowLayer)
class RightGivers:
    """The administrators of the organisation around the object."""

    def __init__(self, context: object, request: IMuniflowLayer) -> None:
        self._organisation = organisation_of(context)

    def names(self) -> Sequence[str]:
        """Return their full names; none to somebody who does not belong there."""
        me = api.user.get_current().getId() or ""
        if self._organisation is None or not is_member(self._organisation, me):
            return []
        return [full_name(person) for person in holders(self._organisation, "admin")]
