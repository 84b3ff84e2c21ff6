"""POST @arrivals: takes something in."""

from muniflow.registry.arrivals.operations import receive
from muniflow.registry.arrivals.services.body import ActService
from muniflow.registry.arrivals.services.body import Body
from muniflow.registry.arrivals.services.told import told

TEXTS = (
    "sender",
    "subject",
    "mode",
    "carrier",
    "sender_address",
    "external_id",
    "reference",
    "unit",
    "person",
    "note",
)


class ArrivalsPost(ActService):
    """Takes in what a program brings: a scanner, a portal, a mailbox."""

    def reply(self) -> dict[str, object]:
        """Return the arrival with its number."""
        body = Body.of(self.request)
        arrival = receive(
            self.context,
            **{name: body.text(name) for name in TEXTS},
            received=body.moment("received"),
            annexes=body.number("annexes"),
            by_name=body.flag("by_name"),
            thread=body.texts("thread"),
            files=body.files("files"),
        )
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", arrival.absolute_url())
        return told(arrival)
