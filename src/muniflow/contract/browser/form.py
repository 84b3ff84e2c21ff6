"""The form in which a contract is started."""

from muniflow import _
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from zope.i18nmessageid import Message

TITLES = {
    "OutgoingContract": _("heading_add_outgoing", default="New outgoing contract"),
    "IncomingContract": _("heading_add_incoming", default="New incoming contract"),
}


class ContractAddForm(DefaultAddForm):
    """Says in whole words what is being started."""

    @property
    def label(self) -> Message:
        """What is being started."""
        return TITLES[self.portal_type]


class ContractAddView(DefaultAddView):
    """The page around the form."""

    form = ContractAddForm
