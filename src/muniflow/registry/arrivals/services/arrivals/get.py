"""GET @arrivals: what came in, as lists show it, and how much waits."""

from muniflow.core.interfaces import IMuniflowLayer
from muniflow.organisation.interfaces import IOrganisation
from muniflow.registry.arrivals.worklists import count
from muniflow.registry.arrivals.worklists import find
from muniflow.registry.arrivals.worklists import TABS
from plone import api
from plone.restapi.batching import HypermediaBatch
from plone.restapi.interfaces import IExpandableElement
from plone.restapi.services import Service
from zope.component import adapter
from zope.interface import implementer


@implementer(IExpandableElement)
@adapter(IOrganisation, IMuniflowLayer)
class Arrivals:
    """How many arrivals wait in an organisation, as a component of it."""

    def __init__(self, context: IOrganisation, request: IMuniflowLayer) -> None:
        self.context = context

    def __call__(self, expand: bool = False) -> dict[str, object]:
        """Return the address, with ``expand`` the counts, too."""
        found: dict[str, object] = {"@id": f"{self.context.absolute_url()}/@arrivals"}
        if expand:
            me, here = api.user.get_current().getId() or "", [self.context.getId()]
            found["counts"] = {
                tab: count(tab, here, me) for tab in ("open", "handed", "mine", "unacknowledged")
            }
        return {"arrivals": found}


class ArrivalsGet(Service):
    """The arrivals of an organisation that the reader sees."""

    def reply(self) -> dict[str, object]:
        """Return one batch of a list: ``tab``, ``words``, ``mode``."""
        form = self.request.form
        asked = {name: form.get(name) for name in ("tab", "words", "mode")}
        words = {k: v for k, v in asked.items() if isinstance(v, str)}
        tab = words.pop("tab", "all")
        tab = tab if tab in TABS else "all"
        me, here = api.user.get_current().getId() or "", [self.context.getId()]
        batch = HypermediaBatch(self.request, find(tab, here, me, **words))
        found = Arrivals(self.context, self.request)(expand=True)["arrivals"]
        return {
            **found,
            "items_total": batch.items_total,
            "items": [
                {"@id": b.getURL(), "UID": b.UID, "subject": b.Title, **b.arrival_line}
                for b in batch
            ],
            **({"batching": batch.links} if batch.links else {}),
        }
