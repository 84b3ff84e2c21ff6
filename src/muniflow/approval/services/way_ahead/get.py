"""GET @way-ahead: who must decide on a case, until when, and why."""

from muniflow.approval.operations import way_ahead
from muniflow.approval.operations import words
from muniflow.approval.services import told
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.registry.interfaces import ICase
from plone.restapi.interfaces import IExpandableElement
from plone.restapi.services import Service
from zope.component import adapter
from zope.interface import implementer


@implementer(IExpandableElement)
@adapter(ICase, IMuniflowLayer)
class WayAhead:
    """The predicted way of a case as a component of it."""

    def __init__(self, context: ICase, request: IMuniflowLayer) -> None:
        self.context = context

    def __call__(self, expand: bool = False) -> dict[str, object]:
        """Return the address, with ``expand`` the steps, too."""
        found: dict[str, object] = {"@id": f"{self.context.absolute_url()}/@way-ahead"}
        if expand:
            found["items"] = [
                {
                    "step": coming.step,
                    "title": words(coming.title),
                    "end": coming.end,
                    "due": coming.due.isoformat() if coming.due else None,
                    "working_days": coming.days,
                    "because": told.say(coming.reason),
                    "decided_by": [
                        {
                            "title": words(signer.name),
                            "function": signer.function,
                            "people": told.people(signer.people),
                            "substitutes": told.people(signer.substitutes),
                        }
                        for signer in coming.signers
                    ],
                }
                for coming in way_ahead(self.context)
            ]
        return {"way-ahead": found}


class WayAheadGet(Service):
    """The predicted way of a case."""

    def reply(self) -> dict[str, object]:
        """Return the steps to come."""
        return WayAhead(self.context, self.request)(expand=True)["way-ahead"]
