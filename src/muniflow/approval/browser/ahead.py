"""The way ahead on a page of its own, and taking in what a case waits for."""

from muniflow import _
from muniflow.approval.browser.acting import CaseAct
from muniflow.approval.casepage import CasePage
from muniflow.approval.operations import take_in
from zope.i18nmessageid import Message


class WayAheadPage(CasePage):
    """Who decides, until when, and why; for whoever sees the case."""

    page_title = _("heading_ahead", default="Who decides, until when, and why")


class TakeInMessage(CaseAct):
    """Lets a case go on that waits for a message."""

    def act(self) -> Message:
        """Take it in."""
        take_in(self.context, message=self.words("message"), comment=self.words("comment"))
        return _("text_message_taken_in", default="Taken in: the case goes on.")
