"""From paper to the case: the address of a code, and the page for hand scanners."""

from functools import cached_property
from muniflow import _
from muniflow.core.pages import Page
from muniflow.registry.labels.operations import found_by
from muniflow.registry.labels.rules import UID
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


@implementer(IPublishTraverse)
class Find(Page):
    """Leads from ``@@find/<uid>`` to what has it; for whoever may not see it nothing is there."""

    uid = ""

    def publishTraverse(self, request: object, name: str) -> "Find":
        """Take the UID from the path."""
        if self.uid or not UID.fullmatch(name):
            raise NotFound(name)
        self.uid = name
        return self

    def __call__(self) -> str:
        """Lead there, or to the page for scanners when nothing is named."""
        if not self.uid:
            return self.back(f"{self.site_url}/@@scan")
        found = found_by(self.uid)
        if found is None:
            raise NotFound(self.uid)
        return self.back(found.getURL())


class Scan(Page):
    """One field that has the focus: a scanner types the code and Enter, and one is there."""

    page_title = _("heading_scan", default="Scan a label")

    @cached_property
    def code(self) -> str:
        """What was scanned or typed."""
        asked = self.request.form.get("code", "")
        return asked.strip()[:300] if isinstance(asked, str) else ""

    def __call__(self) -> str:
        """Lead to what was scanned; say so when it is not known."""
        found = found_by(self.code) if self.code else None
        return self.index() if found is None else self.back(found.getURL())
