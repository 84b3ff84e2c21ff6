"""The form in which a general case is started."""

from muniflow import _
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView


class GeneralCaseAddForm(DefaultAddForm):
    """Says in whole words what is being started."""

    label = _("heading_add_general", default="New case")


class GeneralCaseAddView(DefaultAddView):
    """The page around the form."""

    form = GeneralCaseAddForm
