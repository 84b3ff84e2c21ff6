"""Links that name an object by its UID."""

from muniflow.core.doors.moved import may_see
from plone.app.uuid.browser import RedirectToUUIDView
from plone.app.uuid.utils import uuidToCatalogBrain
from plone.outputfilters.browser.resolveuid import ResolveUIDView
from zExceptions import NotFound


class _OnlyWhatOneMaySee:
    """Leads to an object that the reader may see; Plone's own views tell anybody its path."""

    uuid: str | None = None

    def __call__(self) -> str:
        """Redirect, or find nothing."""
        brain = uuidToCatalogBrain(self.uuid) if self.uuid else None
        if brain is None or not may_see(brain._unrestrictedGetObject()):
            raise NotFound(self.uuid)
        return super().__call__()


class ResolveUID(_OnlyWhatOneMaySee, ResolveUIDView):
    """``resolveuid/<uid>``."""


class RedirectToUUID(_OnlyWhatOneMaySee, RedirectToUUIDView):
    """``@@redirect-to-uuid/<uid>``."""
