"""GET and POST @dispatches on a document: what was sent of it, and sending it."""

from muniflow.registry.dispatch.interfaces import Addressee
from muniflow.registry.dispatch.operations import dispatch_to
from muniflow.registry.dispatch.operations import dispatches_of
from muniflow.registry.dispatch.services.acting import ActService
from muniflow.registry.dispatch.services.serialised import serialised
from plone.restapi.services import Service


class DispatchesGet(Service):
    """What was sent of a document, oldest first."""

    def reply(self) -> dict[str, object]:
        """Return all dispatches."""
        return {
            "@id": f"{self.context.absolute_url()}/@dispatches",
            "items": [serialised(found, found.title) for found in dispatches_of(self.context)],
        }


class DispatchesPost(ActService):
    """Puts a document on the list for one or several addressees, all or none."""

    def reply(self) -> dict[str, object]:
        """Send; ``{"mode": …, "note": …, "addressees": [{"name": …, "address": …}]}``."""
        body = self.body()
        whom = [
            Addressee(self.text(one, "name"), self.text(one, "address"))
            for one in self.items(body, "addressees")
        ]
        mode, note = self.text(body, "mode"), self.text(body, "note")
        numbers = dispatch_to(self.context, whom, mode=mode, note=note)
        self.request.response.setStatus(201)
        return {"@id": f"{self.context.absolute_url()}/@dispatches", "numbers": numbers}
