"""One contract of the demo: started, filed and decided by the people whose turn it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from DateTime import DateTime
from datetime import date
from datetime import datetime
from datetime import timedelta
from functools import cache
from functools import cached_property
from functools import partial
from muniflow.approval.operations import decide
from muniflow.contract.interfaces import IContractCase
from muniflow.contract.operations import start_contract
from muniflow.core import clock
from muniflow.core.calendar import is_working_day
from muniflow.demo.data import ContractRow
from muniflow.demo.data import Demo
from muniflow.demo.data import SceneRow
from muniflow.demo.docx import docx
from muniflow.demo.pdf import pdf
from muniflow.demo.rules import moment
from muniflow.demo.rules import paces
from muniflow.demo.rules import pick
from muniflow.demo.rules import term_of
from muniflow.demo.rules import working_days_before
from muniflow.demo.scenes import play
from muniflow.demo.story import BACK
from muniflow.demo.story import SIGNED
from muniflow.demo.story import Teller
from muniflow.demo.story import Turn
from muniflow.demo.texts import contract_paper
from muniflow.demo.texts import offer_paper
from muniflow.demo.texts import START_AFTER
from muniflow.document.operations import add_version
from muniflow.document.operations import file_document
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import holders
from muniflow.process.operations import bind_policy
from muniflow.process.operations import bound_process
from muniflow.process.operations import definition_of
from muniflow.process.operations import predicted_path
from muniflow.process.operations import values_of
from muniflow.registry.operations import documents_of
from muniflow.registry.operations import open_register
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID

TYPES = {"outgoing": "OutgoingContract", "incoming": "IncomingContract"}
RESPONSIBLE = "responsible"
RECORDS = "records"
MINUTE = timedelta(minutes=1)
WITH_OFFER = 500_000
SUPPLY = timedelta(days=5)
OFFER = "offer"
"""The scene in which the partner's offer is filed; filed again, it is its new version."""


@dataclass
class Casework:
    """The acts of one contract, in order; the first one starts it."""

    demo: Demo
    organisation: IOrganisation
    row: ContractRow
    loaded: datetime
    case: IContractCase | None = None

    @property
    def key(self) -> str:
        """Tells it from every other work."""
        return self.row.key

    @property
    def uid(self) -> str:
        """The UID of the case."""
        return IUUID(self.case)

    @property
    def length(self) -> int:
        """How many acts there are."""
        return 1 + len(self.turns) + len(self.scenes)

    @property
    def scenes(self) -> tuple[SceneRow, ...]:
        """What happened after the story."""
        return self.demo.scenes.get(self.row.key, ())

    def resume(self, uid: str) -> bool:
        """Go on with a case that was started; False when it is gone."""
        self.case = uuidToObject(uid, unrestricted=True)
        return self.case is not None

    @cached_property
    def turns(self) -> list[Turn]:
        """The decisions to take, known once the case is bound to its process."""
        teller = Teller(definition_of(self.case), values_of(self.case), predicted_path)
        return teller.turns(self.row.story)

    def time_of(self, act: int) -> datetime:
        """Return when an act happened; the first is number 0."""
        acts = 1 if act == 0 else len(self.turns) + 1
        if act < acts:
            before = paces(self.row.key, acts, self.row.begun, self.row.waits)[act]
        else:
            scene, acts = self.scenes[act - acts], self.length
            if scene.after:
                return self.time_of(act - 1) + scene.after * MINUTE
            before = scene.ago
        at = moment(self.row.key, act, self._day(before))
        # Nothing of the demo lies ahead of its loading, however early that is.
        return min(at, self.loaded - (acts - act) * MINUTE)

    def _day(self, before: int) -> date:
        country = self.demo.organisation(self.row.organisation).country
        return day_before(self.loaded.date(), before, country.upper())

    def act(self, number: int) -> None:
        """Do one act at its time: start the case, or take the next decision."""
        at = self.time_of(number)
        ensure_register(self.organisation, at)
        if number == 0:
            with acting(self.row.responsible, at):
                self._start()
        elif number <= len(self.turns):
            self._decide(number, at)
        else:
            self._play(self.scenes[number - len(self.turns) - 1], at)

    def _decide(self, number: int, at: datetime) -> None:
        turn = self.turns[number - 1]
        with clock.frozen(at):
            person = self._person(turn)
        with acting(person, at):
            self._prepare(turn, number)
            decide(
                self.case,
                transition=turn.transition,
                comment=self._comment(turn, number),
                until=self._until(turn, number),
            )
            _dated(self.case, at)

    def _play(self, scene: SceneRow, at: datetime) -> None:
        with acting(scene.by, at):
            if scene.do == OFFER:
                self._offer()
            else:
                play(self.case, scene)
            _dated(self.case, at)

    def _until(self, turn: Turn, number: int) -> date | None:
        """Return until when what is missing has to come, where it is still awaited."""
        last = number == len(self.turns)
        return self.loaded.date() + SUPPLY if last and turn.decision == BACK else None

    def _start(self) -> None:
        row, today = self.row, clock.today()
        partner = self.demo.partners[row.partner]
        since, until = term_of(row.term, today + START_AFTER)
        values = {
            "title": row.subject,
            "partners": (f"{partner.name}, {partner.seat}, {partner.tax_number}",),
            "value_net": row.net,
            "value_gross": row.gross,
            "currency": row.currency,
            "term_from": since,
            "term_until": until,
            "indefinite": until is None,
            "unit": row.unit,
            "responsible": row.responsible,
        }
        if row.direction == "incoming":
            values["partner_reference"] = f"{row.partner[:3].upper()}-{today.year}/{row.key[1:]}"
        portal_type = TYPES[row.direction]
        with following(self.organisation, portal_type, row.process):
            self.case = start_contract(self.organisation, portal_type=portal_type, values=values)
        _dated(self.case, clock.now(), created=True)
        self._file_first()

    def _file_first(self) -> None:
        paper = contract_paper(self.demo, self.row, clock.today())
        if self.row.direction == "incoming":
            self._file("Szerződéstervezet", "szerzodes.pdf", pdf(paper), "contract")
            return
        self._file("Szerződéstervezet", "szerzodes.docx", docx(paper), "contract")
        if self.row.net >= WITH_OFFER and not self.scenes and pick(self.row.key, OFFER, 2):
            # Documents are numbered in the order of their time.
            with clock.frozen(clock.now() + MINUTE):
                self._offer()

    def _offer(self) -> None:
        data = pdf(offer_paper(self.demo, self.row, clock.today()))
        known = next((d for d in documents_of(self.case) if d.kind == OFFER), None)
        if known is None:
            self._file("Árajánlat", "arajanlat.pdf", data, OFFER)
        else:
            name = f"{self.row.key}-arajanlat-uj.pdf"
            add_version(known, filename=name, data=data, comment=self.demo.texts["new_offer"])

    def _prepare(self, turn: Turn, number: int) -> None:
        """File what the decision rests on: a corrected draft, or the signed copy."""
        if number > 1 and self.turns[number - 2].decision == BACK:
            self._correct()
        if number == len(self.turns) and self.row.story.partition(" ")[0] == SIGNED:
            paper = contract_paper(self.demo, self.row, clock.today(), signed=True)
            self._file("Aláírt szerződés", "alairt-szerzodes.pdf", pdf(paper), "contract")

    def _correct(self) -> None:
        paper = contract_paper(self.demo, self.row, clock.today())
        incoming = self.row.direction == "incoming"
        name, data = ("pdf", pdf(paper)) if incoming else ("docx", docx(paper))
        draft = next(d for d in documents_of(self.case) if d.kind == "contract")
        add_version(
            draft,
            filename=f"{self.row.key}-szerzodes-javitott.{name}",
            data=data,
            comment=self.demo.texts["corrected"],
        )

    def _file(self, title: str, name: str, data: bytes, kind: str) -> None:
        document = file_document(
            self.case, title=title, filename=f"{self.row.key}-{name}", data=data, kind=kind
        )
        _dated(document, clock.now(), created=True)

    def _person(self, turn: Turn) -> str:
        """Return whose turn it is; a deputy now and then."""
        if turn.actor == RESPONSIBLE:
            return self.row.responsible
        found = holders(self.organisation, turn.actor, self.row.unit) or holders(
            self.organisation, turn.actor
        )
        others = [person for person in found if person != self.row.responsible] or found
        return others[0 if pick(self.row.key, turn.source, 4) else -1]

    def _comment(self, turn: Turn, number: int) -> str:
        choices = self.demo.texts["comments"].get(turn.decision, [""])
        return choices[pick(self.row.key, number, len(choices))]


# Asked for several times of every act, and a long way back for the first ones.
@cache
def day_before(day: date, count: int, country: str) -> date:
    """Return the working day of a country that lies ``count`` working days before a day."""
    return working_days_before(day, count, partial(is_working_day, country=country))


@contextmanager
def acting(person: str, at: datetime) -> Iterator[None]:
    """Let a person act at a moment."""
    with clock.frozen(at), api.env.adopt_user(username=person):
        yield


@contextmanager
def following(organisation: IOrganisation, portal_type: str, process: str) -> Iterator[None]:
    """Let new cases go through another process inside the block, where one is named.

    Cases that run stay with the process they were started with.
    """
    usual = bound_process(organisation, portal_type)
    if process:
        bind_policy(organisation, {portal_type: process})
    try:
        yield
    finally:
        if process:
            bind_policy(organisation, {portal_type: usual})


def ensure_register(organisation: IOrganisation, at: datetime) -> None:
    """Have the records officer open the register of the year of a moment."""
    if str(at.year) in organisation["registers"]:
        return
    with clock.frozen(at - MINUTE):
        officer = holders(organisation, RECORDS)[0]
    with acting(officer, at - MINUTE):
        open_register(organisation, year=at.year)


def _dated(obj: object, at: datetime, *, created: bool = False) -> None:
    """Set the dates that Plone itself keeps to the moment of the act."""
    if created:
        obj.creation_date = DateTime(at)
    obj.setModificationDate(DateTime(at))
    obj.reindexObject(idxs=["created", "modified"])
