"""The form in which somebody at the desk takes in what comes: one after the other."""

from functools import cached_property
from muniflow import _
from muniflow.core import clock
from muniflow.core.errors import MuniflowError
from muniflow.registry.arrivals import operations
from muniflow.registry.arrivals.browser.base import InOrganisation
from muniflow.registry.arrivals.interfaces import CARRIERS
from muniflow.registry.arrivals.interfaces import IArrival
from muniflow.registry.arrivals.interfaces import MODES
from urllib.parse import urlencode
from zope.i18nmessageid import Message

import json
import transaction

KEPT = ("mode", "carrier", "received")
"""What stays for the next one: a morning's post came in one way, at one time."""

RECENT = 20
"""Numbers back; others take in at the same time."""

TEXTS = ("sender", "sender_address", "subject", "external_id", "reference", "note")


class ReceiveForm(InOrganisation):
    """Takes in one arrival and offers the form for the next."""

    page_title = _("heading_receive", default="Take in")

    def __call__(self) -> str:
        """Take in on POST; a probable double has to be confirmed."""
        if self.request.method != "POST" or (self.doubles and not self.asked("sure")):
            return self.index()
        try:
            arrival = self._receive()
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
            return self.index()
        return self.back(f"{self.address}?{urlencode(self._kept(arrival))}")

    @property
    def address(self) -> str:
        """The address of this form."""
        return f"{self.context.absolute_url()}/@@receive"

    @cached_property
    def doubles(self) -> list[str]:
        """The numbers of arrivals with the same tracking number or Message-ID."""
        found = operations.doubles_of(self.home, self.asked("external_id"))
        return [brain.arrival_line["number"] for brain in found]

    @property
    def refused(self) -> bool:
        """True when the form comes back: a browser forgets its files."""
        return self.request.method == "POST"

    def choices(self, name: str) -> list[tuple[str, Message, bool]]:
        """Return the values of a field, which of them is chosen."""
        known = {"mode": MODES, "carrier": CARRIERS}[name]
        chosen = self.asked(name)
        chosen = chosen if chosen in known else next(iter(known))
        return [(value, title, value == chosen) for value, title in known.items()]

    @property
    def received(self) -> str:
        """When it came, as the browser's field writes it."""
        return self.asked("received") or f"{clock.now().astimezone():%Y-%m-%dT%H:%M}"

    @property
    def last(self) -> str:
        """The number given a moment ago; what an address merely claims is not shown."""
        book = operations.book_of_year(self.home, self.today.year)
        newest = {entry.text for entry in book.newest(0, RECENT)} if book is not None else set()
        return self.asked("last") if self.asked("last") in newest else ""

    def _receive(self) -> IArrival:
        return operations.receive(
            self.home,
            **{name: self.asked(name) for name in TEXTS},
            mode=self.asked("mode"),
            carrier=self.asked("carrier"),
            received=self.time("received"),
            annexes=self.number("annexes"),
            unit=self.asked("unit"),
            person=self.asked("person"),
            by_name=bool(self.asked("by_name")),
            files=list(self.uploads()),
        )

    def _kept(self, arrival: IArrival) -> dict[str, str]:
        kept = {name: self.asked(name) for name in KEPT}
        # A time that was not touched is that of the form; the next one comes later.
        if self.asked("received") == self.asked("received_shown"):
            del kept["received"]
        return {**kept, "last": arrival.arrival_number}


class Doubles(InOrganisation):
    """Says while somebody types whether a tracking number has arrived before."""

    def __call__(self) -> str:
        """Return the numbers as JSON; it writes nothing."""
        found = operations.doubles_of(self.home, self.asked("external_id"))
        self.request.response.setHeader("Content-Type", "application/json")
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return json.dumps({"numbers": [brain.arrival_line["number"] for brain in found]})
