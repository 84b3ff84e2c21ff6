"""The door for the command that lets a running server do what is pending."""

from dataclasses import asdict
from muniflow.core.interfaces import IReadOnlyPost
from muniflow.core.worker import thread
from muniflow.core.worker.serving import HEADER
from muniflow.core.worker.serving import knows
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.interface import implementer

import json


# It waits for the worker, which needs the write lock itself.
@implementer(IReadOnlyPost)
class RunView(BrowserView):
    """Does what is pending for whoever owns the server; to all others there is nothing here."""

    def __call__(self) -> str:
        """Return the reports as JSON."""
        request = self.request
        token = request.get_header(HEADER) or ""
        if request.method != "POST" or not knows(token, request.environ.get("REMOTE_ADDR", "")):
            raise NotFound(self.__name__)
        names = request.form.get("job", [])
        reports = thread.once(tuple([names] if isinstance(names, str) else names))
        request.response.setHeader("Content-Type", "application/json")
        return json.dumps([asdict(report) for report in reports])
