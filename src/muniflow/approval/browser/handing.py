"""Hands a step on: to a colleague of the same function, or to whom one trusts."""

from muniflow import _
from muniflow.approval.browser.acting import CaseForm
from muniflow.approval.browser.choosing import colleagues
from muniflow.approval.browser.choosing import Option
from muniflow.approval.operations import delegate
from muniflow.approval.operations import forward
from zope.i18nmessageid import Message


class ForwardForm(CaseForm):
    """Forwards the step to a colleague who holds the same function."""

    page_title = _("heading_forward", default="Forward to a colleague")
    help = _(
        "help_forward",
        default="Your colleague holds the same function and decides in their own name.",
    )
    button = _("button_forward", default="Forward")
    action = "forward"

    def people(self) -> list[Option]:
        """Return the colleagues of the step."""
        chosen = self.words("to")
        return [Option(p, self.name(p), p == chosen) for p in self.colleagues_of_step()]

    def act(self) -> Message:
        """Forward it."""
        to = self.words("to")
        forward(self.context, to=to, comment=self.words("comment"))
        return _(
            "text_forwarded", default="Forwarded to ${person}.", mapping={"person": self.name(to)}
        )


class DelegateForm(CaseForm):
    """Lets another member of the organisation decide for oneself."""

    page_title = _("heading_delegate", default="Delegate")
    help = _(
        "help_delegate",
        default="Your colleague decides for you, this once; the history names both of you.",
    )
    button = _("button_delegate", default="Delegate")
    action = "delegate"

    def people(self) -> list[Option]:
        """Return the colleagues in the organisation."""
        return colleagues(self, self.words("to"), without=(self.me,))

    def act(self) -> Message:
        """Delegate it."""
        to = self.words("to")
        delegate(self.context, to=to, comment=self.words("comment"))
        return _(
            "text_delegated", default="Delegated to ${person}.", mapping={"person": self.name(to)}
        )
