"""The registering screen: the paper on the left, where it belongs on the right."""

from functools import cached_property
from muniflow import _
from muniflow.core.calendar import WorkCalendar
from muniflow.core.errors import Invalid
from muniflow.core.errors import MuniflowError
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.operations import has_preview
from muniflow.organisation.operations import calendar_of
from muniflow.registry.arrivals import operations
from muniflow.registry.arrivals.browser.base import InOrganisation
from muniflow.registry.arrivals.interfaces import Antecedent
from muniflow.registry.arrivals.interfaces import CARRIERS
from muniflow.registry.arrivals.interfaces import IArrival
from muniflow.registry.arrivals.interfaces import MODES
from muniflow.registry.arrivals.interfaces import NewCase
from muniflow.registry.arrivals.interfaces import Paper
from muniflow.registry.arrivals.matching import PRESET
from muniflow.registry.arrivals.terms import term_day
from muniflow.registry.arrivals.terms import TERMS
from muniflow.registry.interfaces import ICase
from muniflow.registry.interfaces import INCOMING
from muniflow.registry.interfaces import INTERNAL
from muniflow.registry.interfaces import OUTGOING
from muniflow.registry.plan.operations import open_items
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import queryMultiAdapter
from zope.i18nmessageid import Message

import transaction

NEW = "new"
DIRECTIONS: dict[str, Message] = {
    OUTGOING: _("direction_outgoing", default="Outgoing"),
    INTERNAL: _("direction_internal", default="Internal"),
    INCOMING: _("direction_incoming", default="Incoming"),
}


class Registering(InOrganisation):
    """Where something belongs: into a case that is there, or into a new one."""

    page_title = _("heading_register_paper", default="Register")
    parts = ViewPageTemplateFile("parts.pt")

    def __call__(self) -> str:
        """Register on POST, then say the number."""
        if self.request.method != "POST" or self.asked("look"):
            return self.index()
        try:
            document = self.register()
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
            return self.index()
        return self.back(f"{document.absolute_url()}/@@registered")

    def register(self) -> IFiledDocument:
        """Register and return the document; overridden."""
        raise NotImplementedError

    @cached_property
    def antecedents(self) -> list[Antecedent]:
        """The cases it may belong to; overridden."""
        return []

    @cached_property
    def into(self) -> str:
        """What is chosen: the UID of a case, or that a new one is made."""
        asked = self.asked("into")
        if asked:
            return asked
        best = self.antecedents[0] if self.antecedents else None
        return best.uid if best and best.is_open and best.score >= PRESET else NEW

    @cached_property
    def likely(self) -> Antecedent | None:
        """The case whose unit and handler a new one would have, too."""
        return self.antecedents[0] if self.antecedents else None

    @property
    def subject(self) -> str:
        """The subject as it is now; overridden where there is one before anybody writes."""
        return self.asked("title")

    @property
    def chosen_unit(self) -> str:
        """The unit written, else that of the likely case."""
        return self.asked("unit") or (self.likely.unit if self.likely else "")

    @property
    def chosen_handler(self) -> str:
        """The person written, else that of the likely case."""
        return self.asked("handler") or (self.likely.handler if self.likely else "")

    @cached_property
    def plan_items(self) -> list[tuple[str, str]]:
        """The items of the filing plan."""
        return [(item.id, f"{item.id} {item.title}") for item in open_items(self.home)]

    def terms(self) -> list[tuple[str, str, bool]]:
        """Return the deadlines to choose from, each told with its day."""
        chosen = self.asked("term") or next(iter(TERMS))
        return [
            (
                name,
                f"{self.say(term.title)} – {self.day(day)}" if day else self.say(term.title),
                name == chosen,
            )
            for name, term in TERMS.items()
            for day in (term_day(name, self.today, self.calendar),)
        ]

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working days of the organisation."""
        return calendar_of(self.home)

    def target(self) -> ICase | NewCase:
        """Return where it goes; raises Invalid for a case that is not there."""
        if self.into == NEW:
            return NewCase(
                title=self.subject,
                unit=self.asked("unit"),
                handler=self.asked("handler"),
                plan_item=self.asked("plan_item"),
                due=term_day(self.asked("term"), self.today, self.calendar),
            )
        case = uuidToObject(self.into)
        if not ICase.providedBy(case):
            raise Invalid(
                _("error_register_case_gone", default="That case is not there; choose another.")
            )
        return case

    def reasons(self, found: Antecedent) -> str:
        """Return in words why a case may be the right one."""
        return "; ".join(self.say(reason) for reason in found.reasons)


class RegisterArrival(Registering):
    """Registers what came in."""

    @property
    def subject(self) -> str:
        """The subject written, else that of the arrival."""
        return self.asked("title") or self.context.title

    @cached_property
    def antecedents(self) -> list[Antecedent]:
        """The cases it may belong to."""
        arrival = self.context
        return operations.antecedents_for(
            self.home,
            sender=arrival.sender,
            reference=arrival.reference or "",
            thread=arrival.thread,
            subject=arrival.title,
        )

    @cached_property
    def documents(self) -> list[IFiledDocument]:
        """The files that came in."""
        return operations.files_of_arrival(self.context)

    @property
    def chosen_unit(self) -> str:
        """The unit written, the one it was handed to, else that of the likely case."""
        return self.asked("unit") or self.context.standing.unit or super().chosen_unit

    @property
    def chosen_handler(self) -> str:
        """The person written, the one it was handed to, else that of the likely case."""
        return self.asked("handler") or self.context.standing.person or super().chosen_handler

    def preview(self, document: IFiledDocument) -> str:
        """Return where the file can be looked at, "" when browsers do not show it."""
        return f"{document.absolute_url()}/@@preview" if has_preview(document) else ""

    def register(self) -> IFiledDocument:
        """Register the arrival."""
        operations.register_arrival(self.context, into=self.target(), title=self.subject)
        return uuidToObject(self.context.standing.document, unrestricted=True)

    @property
    def settled(self) -> bool:
        """True when it has a number already, or was set aside."""
        return self.context.standing.status not in ("open", "handed")


class RegisterPaper(Registering):
    """Registers what goes out or stays, and what comes in without an arrival number yet."""

    def directions(self) -> list[tuple[str, Message, bool]]:
        """Return the ways something may go."""
        chosen = self.asked("direction")
        chosen = chosen if chosen in DIRECTIONS else OUTGOING
        return [(name, title, name == chosen) for name, title in DIRECTIONS.items()]

    def choices(self, name: str) -> list[tuple[str, Message, bool]]:
        """Return the values of a field, which of them is chosen."""
        known = {"mode": MODES, "carrier": CARRIERS}[name]
        return [(value, title, value == self.asked(name)) for value, title in known.items()]

    @cached_property
    def antecedents(self) -> list[Antecedent]:
        """The cases it may belong to, once something is written of it."""
        found = operations.antecedents_for(
            self.home,
            sender=self.asked("partner"),
            reference=self.asked("reference"),
            subject=self.subject,
        )
        chosen = self.asked("into")
        if chosen in ("", NEW) or any(one.uid == chosen for one in found):
            return found
        return [*found, *self._of_case(chosen)]

    def _of_case(self, uid: str) -> list[Antecedent]:
        """Return the case that somebody came from, as one to choose."""
        case = uuidToObject(uid)
        if not ICase.providedBy(case) or not case.registry_number:
            return []
        return operations.antecedents_for(self.home, subject=case.registry_number)

    def register(self) -> IFiledDocument:
        """Register the paper; what comes in is taken in first."""
        direction, files = self.asked("direction"), tuple(self.uploads())
        if direction == INCOMING:
            arrival = operations.receive(
                self.home,
                sender=self.asked("partner"),
                sender_address=self.asked("address"),
                subject=self.subject,
                mode=self.asked("mode"),
                carrier=self.asked("carrier"),
                reference=self.asked("reference"),
                annexes=self.number("annexes"),
                files=files,
            )
            operations.register_arrival(arrival, into=self.target())
            return uuidToObject(arrival.standing.document, unrestricted=True)
        if direction not in DIRECTIONS:
            raise Invalid(
                _("error_direction", default="Say whether it goes out, comes in or stays.")
            )
        paper = Paper(
            title=self.subject,
            direction=direction,
            partner=self.asked("partner"),
            address=self.asked("address"),
            mode=self.asked("mode") if direction == OUTGOING else "",
            carrier=self.asked("carrier"),
            reference=self.asked("reference"),
            annexes=self.number("annexes"),
            files=files,
        )
        return operations.register_paper(self.home, paper=paper, into=self.target())


class Registered(InOrganisation):
    """Says the number, to be written on the paper, and what comes next."""

    page_title = _("heading_registered", default="Registered")
    door = ViewPageTemplateFile("door.pt")
    """What the page of a document shows of how it came."""

    @cached_property
    def arrival(self) -> IArrival | None:
        """The arrival it was registered from, None where the reader may not see that."""
        found = operations.arrival_of(self.context)
        seen = found is not None and api.user.has_permission("View", obj=found)
        return found if seen else None

    @property
    def number(self) -> str:
        """The registry number of the document."""
        return self.context.registry_number

    @property
    def case(self) -> ICase:
        """The case it was registered in."""
        return self.context.aq_parent

    @cached_property
    def next_url(self) -> str:
        """Where the oldest open arrival is registered, "" when there is none."""
        brain = operations.next_open(self.home.getId())
        return f"{brain.getURL()}/@@register" if brain is not None else ""

    @cached_property
    def waiting(self) -> int:
        """How many arrivals still wait here."""
        return operations.count("open", [self.home.getId()], self.me)

    @property
    def label_url(self) -> str:
        """Where a label with the number is printed, "" when there are none."""
        page = queryMultiAdapter((self.context, self.request), name="label.pdf")
        return "" if page is None else f"{self.context.absolute_url()}/@@label.pdf"

    @property
    def uid(self) -> str:
        """The UID of the case."""
        return IUUID(self.case)
