"""The page of one arrival: what it is, with whom it is, what may be done with it."""

from datetime import date
from functools import cached_property
from muniflow import _
from muniflow.core import formats
from muniflow.core.errors import MuniflowError
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Fact
from muniflow.core.theme.interfaces import Happening
from muniflow.core.theme.interfaces import Paper
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import calendar_of
from muniflow.registry.arrivals import operations
from muniflow.registry.arrivals.browser.base import InOrganisation
from muniflow.registry.arrivals.browser.base import MANAGE
from muniflow.registry.arrivals.browser.base import REGISTER
from muniflow.registry.arrivals.interfaces import ArrivalStep
from muniflow.registry.arrivals.interfaces import CARRIERS
from muniflow.registry.arrivals.interfaces import HANDED
from muniflow.registry.arrivals.interfaces import KINDS
from muniflow.registry.arrivals.interfaces import MODES
from muniflow.registry.arrivals.interfaces import OPEN
from muniflow.registry.arrivals.interfaces import REGISTERED
from muniflow.registry.arrivals.interfaces import UNFILED
from muniflow.registry.arrivals.rules import due_of
from muniflow.registry.arrivals.rules import TO_DO
from muniflow.registry.arrivals.sharing import Counterpart
from plone import api
from zExceptions import NotFound
from zope.i18nmessageid import Message

import transaction

STEPS: dict[str, Message] = {
    "received": _("arrival_step_received", default="took it in"),
    "opened": _("arrival_step_opened", default="opened it"),
    "marked-by-name": _("arrival_step_by_name", default="noted that it is addressed by name"),
    "unmarked-by-name": _(
        "arrival_step_not_by_name", default="noted that it may be opened by the registry"
    ),
    "handed-over": _("arrival_step_handed", default="handed it to ${whom}"),
    "acknowledged": _("arrival_step_acknowledged", default="took it over"),
    "refused": _("arrival_step_refused", default="gave it back"),
    "registered": _("arrival_step_registered", default="registered it as ${number}"),
    "set-aside": _("arrival_step_set_aside", default="set it aside without a number"),
    "reopened": _("arrival_step_reopened", default="took it up again"),
}
TONES = {"refused": "late", "registered": "ok", "reopened": "soon"}


class ArrivalView(InOrganisation):
    """One arrival."""

    @cached_property
    def page_title(self) -> str:
        """Its subject."""
        return self.context.title

    @property
    def standing(self) -> object:
        """Where it stands."""
        return self.context.standing

    def facts(self) -> list[Fact]:
        """Return what was written down of it."""
        arrival = self.context
        rows = (
            (_("label_sender", default="Sender"), arrival.sender, False),
            (_("label_sender_address", default="Sender's address"), arrival.sender_address, False),
            (
                _("label_received", default="Received"),
                self.moment(arrival.received.isoformat()),
                True,
            ),
            (_("label_mode", default="How it came"), self.say(MODES[arrival.mode]), False),
            (_("label_carrier", default="Carrier"), self.say(CARRIERS[arrival.carrier]), False),
            (
                _("label_external_id", default="Tracking number or Message-ID"),
                arrival.external_id,
                True,
            ),
            (
                _("label_their_reference", default="Their reference number"),
                arrival.reference,
                True,
            ),
            (_("label_annexes", default="Annexes"), str(arrival.annexes or ""), True),
            (_("label_addressed_to", default="Addressed to"), self._addressee(), False),
            (_("label_note", default="Note"), arrival.note, False),
        )
        return [Fact(name, value, number=number) for name, value, number in rows if value]

    def _addressee(self) -> str:
        standing = self.standing
        return "" if standing.handed else self.whom(standing.unit, standing.person)

    def papers(self) -> list[Paper]:
        """Return its files."""
        return [
            Paper(
                title=document.title,
                url=document.absolute_url(),
                kind=(document.file.filename or "").rpartition(".")[2][:4],
                note=formats.size(document.file.getSize(), self.language),
            )
            for document in operations.files_of_arrival(self.context)
        ]

    def line(self) -> str:
        """Return in one sentence where it stands."""
        standing = self.standing
        whom = self.whom(standing.unit, standing.person)
        words = {
            REGISTERED: _(
                "line_arrival_registered",
                default="Registered as ${number}",
                mapping={"number": standing.number},
            ),
            UNFILED: _(
                "line_arrival_unfiled",
                default="Not registered (${kind}): ${reason}",
                mapping={
                    "kind": self.say(KINDS.get(standing.kind, standing.kind)),
                    "reason": standing.reason,
                },
            ),
            OPEN: _("line_arrival_open", default="Waits to be registered"),
        }
        if standing.status != HANDED:
            return self.say(words[standing.status])
        if standing.acknowledged:
            taken = {"person": self.name(standing.acknowledged_by), "whom": whom}
            return self.say(
                _(
                    "line_arrival_taken",
                    default="With ${whom}, taken over by ${person}",
                    mapping=taken,
                )
            )
        return self.say(
            _(
                "line_arrival_handed",
                default="Handed to ${whom}, not taken over for ${time}",
                mapping={"whom": whom, "time": self.since(standing.handed)},
            )
        )

    @cached_property
    def due_day(self) -> date | None:
        """Until when it has to be registered, None when that is settled."""
        if self.standing.status not in TO_DO:
            return None
        return due_of(self.context.received.date(), calendar_of(self.home))

    @property
    def due(self) -> Cell:
        """How near or past that day is; its tone is empty while there is time."""
        return self.due_cell(self.due_day, calendar_of(self.home))

    def history(self) -> list[Happening]:
        """Return what happened to it, the newest first."""
        return [self._happening(step) for step in reversed(self.context.steps)]

    def _happening(self, step: ArrivalStep) -> Happening:
        mapping = {"whom": self.whom(step.unit, step.person), "number": step.text}
        words = STEPS[step.act]
        what = (
            Message(words, mapping=mapping) if words.default and "${" in words.default else words
        )
        return Happening(
            who=self.name(step.actor) or "–",
            what=self.say(what),
            when=self.moment(step.time),
            quote="" if step.act == "registered" else step.text,
            tone=TONES.get(step.act, ""),
        )

    @cached_property
    def counterparts(self) -> list[Counterpart]:
        """The same paper in books of other organisations, as the reader may know."""
        return operations.counterparts_of(self.context)

    @cached_property
    def shareable(self) -> list[Badge]:
        """The other organisations in which the reader may take it in, too."""
        return [badge(o) for o in operations.shareable(self.context)]

    @cached_property
    def may_handle(self) -> bool:
        """True for who may open, sort, hand over and set aside."""
        return self.standing.status in TO_DO and operations.may_handle(self.context)

    @property
    def may_open(self) -> bool:
        """True when the reader may note that it was opened."""
        standing = self.standing
        by_name = standing.by_name and self.me not in (standing.person, standing.acknowledged_by)
        envelope = self.context.carrier != "electronic"
        return self.may_handle and envelope and not standing.opened and not by_name

    @property
    def may_mark(self) -> bool:
        """True when the reader may say whether it is addressed by name."""
        return self.may_handle and not self.standing.opened

    @property
    def may_register(self) -> bool:
        """True when the reader may register it as it stands."""
        standing = self.standing
        ready = standing.status in TO_DO and (standing.opened or not standing.by_name)
        return bool(ready) and self.may(REGISTER)

    @cached_property
    def mine(self) -> bool:
        """True when it was handed to the reader."""
        return operations.is_with(self.context, self.me)

    @property
    def may_acknowledge(self) -> bool:
        """True when the reader has still to take it over."""
        return self.mine and not self.standing.acknowledged

    @property
    def may_reopen(self) -> bool:
        """True when the reader may take it up again."""
        status = self.standing.status
        void = status == REGISTERED and operations.number_is_void(self.context)
        return (status == UNFILED or void) and self.may(MANAGE)

    @property
    def may_correct(self) -> bool:
        """True when the reader may correct what was written down."""
        return self.may("Modify portal content")

    @property
    def registered_url(self) -> str:
        """The document it was registered as, "" when there is none."""
        uid = self.standing.document
        return f"{self.site_url}/resolveuid/{uid}" if uid else ""

    def kinds(self) -> list[tuple[str, str]]:
        """Return why something stays without a number."""
        return [(name, self.say(title)) for name, title in KINDS.items()]


class ArrivalAct(ArrivalView):
    """Does one act on an arrival; each says itself who may do it."""

    def __call__(self) -> str:
        """Act on POST and lead back."""
        if self.request.method == "POST":
            try:
                url = self._act()
            except MuniflowError as error:
                transaction.abort()
                self.tell_error(error)
                url = ""
            return self.back(url)
        return self.back()

    def _act(self) -> str:
        acts = {
            "open": lambda: operations.open_arrival(self.context),
            "by-name": lambda: operations.mark_by_name(self.context, True),
            "not-by-name": lambda: operations.mark_by_name(self.context, False),
            "hand-over": self._hand_over,
            "acknowledge": lambda: operations.acknowledge_arrival(self.context),
            "refuse": lambda: operations.refuse_arrival(self.context, reason=self.asked("reason")),
            "set-aside": lambda: operations.unfile_arrival(
                self.context, kind=self.asked("kind"), reason=self.asked("reason")
            ),
            "reopen": lambda: operations.reopen_arrival(self.context, reason=self.asked("reason")),
            "add-files": self._add_files,
            "share": self._share,
        }
        asked = self.asked("act")
        if asked not in acts:
            raise NotFound(asked)
        url = acts[asked]()
        self.tell(_("text_arrival_done", default="Noted."), "success")
        return url or self._after()

    def _after(self) -> str:
        """Return where to go: back to it while one may see it."""
        if api.user.has_permission("View", obj=self.context):
            return ""
        return f"{self.site_url}/@@arrivals"

    def _hand_over(self) -> None:
        operations.hand_arrival_over(
            self.context,
            unit=self.asked("unit"),
            person=self.asked("person"),
            note=self.asked("note"),
        )

    def _add_files(self) -> None:
        for filename, data in self.uploads():
            operations.add_file_to_arrival(self.context, filename=filename, data=data)

    def _share(self) -> str:
        wanted = self.asked("organisation")
        organisation = next(
            (o for o in operations.shareable(self.context) if o.getId() == wanted), None
        )
        if organisation is None:
            raise NotFound(wanted)
        return operations.share_arrival(self.context, organisation).absolute_url()
