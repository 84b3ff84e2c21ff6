"""Says under which item of the filing plan a case is filed."""

from functools import cached_property
from muniflow import _
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import organisation_of
from muniflow.registry.plan.operations import classify
from muniflow.registry.plan.operations import may_classify
from muniflow.registry.plan.operations import open_items
from muniflow.registry.plan.operations import plan_item
from muniflow.registry.plan.rules import Plan
from muniflow.registry.plan.rules import PlanItem
from muniflow.registry.plan.rules import retention
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import transaction


class FilingPage(Page):
    """The item of one case, and all open ones to choose from."""

    page_title = _("heading_filing", default="Filing-plan item")
    door = ViewPageTemplateFile("door.pt")
    """What the page of a case shows of it."""

    def __call__(self) -> str:
        """Show the form; file on POST and lead back to the case."""
        if self.request.method != "POST":
            return self.index()
        try:
            # A list of suggestions gives the id; people may go on and write the title behind it.
            classify(self.context, self.asked.split(" ")[0])
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
            return self.index()
        self.tell(_("text_classified", default="Filed."), "success")
        return self.back()

    @cached_property
    def organisation(self) -> Badge:
        """The organisation around."""
        return badge(organisation_of(self.context))

    @property
    def asked(self) -> str:
        """What was written, the present item by default."""
        value = self.request.form.get("item", self.context.plan_item)
        return value.strip() if isinstance(value, str) else ""

    @cached_property
    def item(self) -> PlanItem | None:
        """The item the case is filed under now."""
        return plan_item(organisation_of(self.context), self.context.plan_item)

    @property
    def line(self) -> str:
        """The item in one line, its bare id when the plan knows it no more."""
        if self.item is None:
            return self.context.plan_item
        return f"{self.item.id} {self.item.title} ({self.kept(self.item)})"

    def items(self) -> Plan:
        """Return the items to choose from."""
        return open_items(organisation_of(self.context))

    def kept(self, item: PlanItem) -> str:
        """Return how long cases of an item are kept, in words."""
        return self.say(retention(item))

    @cached_property
    def may_classify(self) -> bool:
        """True when the reader may change the item."""
        return may_classify(self.context)
