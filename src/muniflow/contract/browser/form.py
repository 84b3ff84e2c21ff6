"""The form in which a contract is started."""

from muniflow import _
from muniflow.organisation.operations import holdings_of
from muniflow.organisation.operations import organisation_of
from plone import api
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView


class ContractAddForm(DefaultAddForm):
    """Fills in what the reader need not: the own unit, the own name, the currency."""

    @property
    def label(self) -> object:
        """What is being started."""
        titles = {
            "OutgoingContract": _("heading_add_outgoing", default="New outgoing contract"),
            "IncomingContract": _("heading_add_incoming", default="New incoming contract"),
        }
        return titles[self.portal_type]

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Set the defaults that depend on who starts it and where."""
        if not self.request.form.get("form.widgets.ICaseData.unit"):
            person = api.user.get_current().getId()
            organisation = organisation_of(self.context).getId()
            mine = [h for h in holdings_of(person) if h.organisation == organisation]
            unit = next((h.unit for h in mine), None)
            self.request.form.setdefault("form.widgets.ICaseData.responsible", [person])
            if unit:
                self.request.form.setdefault("form.widgets.ICaseData.unit", [unit])
        super().updateWidgets(prefix)


class ContractAddView(DefaultAddView):
    """The page around the form."""

    form = ContractAddForm
