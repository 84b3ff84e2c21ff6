"""What comes in during the demo: taken in, handed over, registered or set aside."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from functools import cached_property
from muniflow.demo.casework import acting
from muniflow.demo.casework import day_before
from muniflow.demo.casework import ensure_register
from muniflow.demo.data import ArrivalRow
from muniflow.demo.data import Demo
from muniflow.demo.pdf import pdf
from muniflow.demo.rules import moment
from muniflow.demo.texts import Paper
from muniflow.demo.texts import Signature
from muniflow.organisation.interfaces import IOrganisation
from muniflow.registry import operations
from muniflow.registry.interfaces import IArrival
from muniflow.registry.interfaces import NewCase
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID

MINUTE = timedelta(minutes=1)


@dataclass
class Arriving:
    """One thing that came in; the first act takes it in."""

    demo: Demo
    organisation: IOrganisation
    row: ArrivalRow
    loaded: datetime
    arrival: IArrival | None = None

    @property
    def key(self) -> str:
        """Tells it from every other work."""
        return self.row.key

    @property
    def uid(self) -> str:
        """The UID of the arrival."""
        return IUUID(self.arrival)

    @property
    def length(self) -> int:
        """How many acts there are."""
        return 1 + len(self.row.acts)

    def resume(self, uid: str) -> bool:
        """Go on with what was taken in; False when it is gone."""
        self.arrival = uuidToObject(uid, unrestricted=True)
        return self.arrival is not None

    def time_of(self, act: int) -> datetime:
        """Return when an act happened; the first is number 0."""
        told = self.row.acts[act - 1] if act else {"ago": self.row.ago}
        if "after" in told:
            return self.time_of(act - 1) + told["after"] * MINUTE
        at = moment(self.key, act, self._day(told["ago"]))
        # Nothing of the demo lies ahead of its loading, however early that is.
        return min(at, self.loaded - (self.length - act) * 60 * MINUTE)

    def _day(self, before: int) -> object:
        country = self.demo.organisation(self.organisation.getId()).country
        return day_before(self.loaded.date(), before, country.upper())

    def act(self, number: int) -> None:
        """Take it in, or do what was done next."""
        at = self.time_of(number)
        ensure_register(self.organisation, at)
        told = self.row.acts[number - 1] if number else {"do": "receive", "by": self.row.by}
        with acting(told["by"], at):
            self._acts[told["do"]](told)

    @cached_property
    def _acts(self) -> Mapping[str, Callable[[Mapping[str, object]], object]]:
        return {
            "receive": self._receive,
            "register": self._register,
            "hand-over": lambda told: operations.hand_arrival_over(
                self.arrival,
                unit=told.get("unit", ""),
                person=told.get("person", ""),
                note=told.get("text", ""),
            ),
            "acknowledge": lambda told: operations.acknowledge_arrival(self.arrival),
            "refuse": lambda told: operations.refuse_arrival(self.arrival, reason=told["text"]),
            "set-aside": lambda told: operations.unfile_arrival(
                self.arrival, kind=told["kind"], reason=told["text"]
            ),
            "share": lambda told: operations.share_arrival(
                self.arrival, api.portal.get()[told["to"]]
            ),
        }

    def _receive(self, told: Mapping[str, object]) -> None:
        row = self.row
        partner = self.demo.partners.get(row.sender)
        self.arrival = operations.receive(
            self.organisation,
            sender=partner.name if partner else row.sender,
            sender_address=partner.seat if partner else "",
            subject=row.subject,
            mode=row.mode,
            carrier=row.carrier,
            external_id=row.external_id,
            reference=row.reference,
            annexes=row.annexes,
            by_name=row.by_name,
            thread=row.thread,
            files=[("level.pdf", self._letter())] if row.text else (),
        )

    def _register(self, told: Mapping[str, object]) -> None:
        new = NewCase(self.row.subject, unit=told["unit"], handler=told["handler"])
        operations.register_arrival(self.arrival, into=new)

    def _letter(self) -> bytes:
        row = self.row
        partner = self.demo.partners.get(row.sender)
        name = partner.name if partner else row.sender
        organisation = self.demo.organisation(row.organisation)
        return pdf(
            Paper(
                title=row.subject,
                subtitle=f"{organisation.title}, {organisation.address}",
                intro=row.text,
                clauses=(),
                place_and_date=partner.seat.split(",")[0].lstrip("0123456789 ") if partner else "",
                signatures=(Signature(name, partner.representative if partner else name, ""),),
                note="",
                colour="#475569",
                footer=" · ".join(part for part in (name, row.reference) if part),
            )
        )
