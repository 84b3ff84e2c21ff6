"""The answer to a writer whose turn did not come."""

from muniflow.core.lock.errors import WritersBusy
from plone.rest.interfaces import IAPIRequest
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import negotiate
from zope.i18n import translate

import json


class BusyView(BrowserView):
    """503 with Retry-After: JSON for REST clients, a small page of its own for people.

    The page stands alone, without theme and site: a busy server should not work for it.
    """

    context: WritersBusy
    page = ViewPageTemplateFile("busy.pt")

    def __call__(self) -> str:
        """Return the body; the transaction is aborted by the publisher."""
        response = self.request.response
        response.setStatus(503)
        response.setHeader("Retry-After", str(self.context.retry_after))
        response.setHeader("Cache-Control", "no-store")
        if not self._for_machine():
            response.setHeader("X-Theme-Disabled", "1")
            response.setHeader("Content-Type", "text/html; charset=utf-8")
            return self.page()
        response.setHeader("Content-Type", "application/json")
        return json.dumps({"type": "ServiceUnavailable", "message": self.sentence})

    @property
    def sentence(self) -> str:
        """The sentence in the language of the request."""
        return translate(self.context.message, context=self.request)

    @property
    def language(self) -> str:
        """The language of the page."""
        return negotiate(self.request) or "en"

    def _for_machine(self) -> bool:
        return IAPIRequest.providedBy(self.request) or "application/json" in (
            self.request.get_header("Accept") or ""
        )
