"""When somebody is away and who stands in: one's own page, and a colleague's."""

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from muniflow import _
from muniflow.core import journal
from muniflow.core.errors import Invalid
from muniflow.core.errors import MuniflowError
from muniflow.core.packs import pack
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Fact
from muniflow.organisation.absence import AbsenceRecord
from muniflow.organisation.absence import kind_title
from muniflow.organisation.absence import KINDS
from muniflow.organisation.browser.absenceform import AbsenceForm
from muniflow.organisation.browser.absenceform import Place
from muniflow.organisation.browser.calendar import Month
from muniflow.organisation.browser.months import COUNT
from muniflow.organisation.browser.months import month_after
from muniflow.organisation.browser.months import months_of
from muniflow.organisation.browser.months import weekdays
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import absences_of
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import end_substitution
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import holdings_of
from muniflow.organisation.operations import is_member
from muniflow.organisation.operations import leads
from muniflow.organisation.operations import organisations
from muniflow.organisation.operations import remove_absence
from muniflow.organisation.operations import SubstitutionRecord
from muniflow.organisation.substituting import may_end
from muniflow.organisation.substitution import function_title
from muniflow.organisation.substitutionbook import substitutions_in
from zExceptions import NotFound
from zope.i18nmessageid import Message

import transaction

SHOWN = 20
"""Substitutions a list shows, the newest ones."""


@dataclass(frozen=True, slots=True)
class Line:
    """One absence or substitution; ``key`` takes it back, "" where that is not the reader's."""

    title: str
    term: str
    words: str
    key: str = ""
    tone: str = ""
    badge: Badge | None = None


class AbsencePage(Page):
    """Shows when a person is away, for whom the person stands in, and who stands in."""

    person: str

    @cached_property
    def places(self) -> Sequence[IOrganisation]:
        """The organisations of which the page speaks."""
        raise NotImplementedError

    @property
    def address(self) -> str:
        """The address of this page."""
        raise NotImplementedError

    def __call__(self) -> str:
        """Show the page; enter, end or remove on POST and lead back to it."""
        if self.request.method != "POST":
            return self.index()
        try:
            self._act()
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
            return self.index()
        return self.back(self.address)

    @cached_property
    def name(self) -> str:
        """The person's full name."""
        return full_name(self.person)

    @property
    def own(self) -> bool:
        """True on the reader's own page."""
        return self.person == self.me

    @cached_property
    def form(self) -> AbsenceForm:
        """What was written in the form."""
        return AbsenceForm(self.request.form, self.today)

    @cached_property
    def may_enter(self) -> bool:
        """True when the reader arranges things for the person here."""
        return any(self.own or leads(place, self.person) for place in self.places)

    @property
    def kinds(self) -> list[tuple[str, Message]]:
        """The kinds of absence to choose from."""
        return list(KINDS.items())

    def form_places(self) -> list[Place]:
        """Return what the form asks about each organisation."""
        return [
            Place.of(o, self.person, self.me, badge(o))
            for o in self.places
            if self.own or leads(o, self.person)
        ]

    def currency(self, place: Place) -> str:
        """Return the currency of an organisation's ceilings."""
        return pack(place.organisation.country).currency

    def absence_lines(self) -> list[Line]:
        """Return when the person is or will be away."""
        return [
            Line(
                self.say(kind_title(a.kind)),
                self._term(a.since, a.until),
                a.note,
                key=a.id if self.may_enter else "",
            )
            for a in self._absences
            if a.until >= self.today
        ]

    def lent_lines(self) -> list[Line]:
        """Return who stands in for the person."""
        return self._lines(lambda book: book.for_absent(self.person), "substitute")

    def borrowed_lines(self) -> list[Line]:
        """Return for whom the person stands in."""
        return self._lines(lambda book: book.by_substitute(self.person), "absent")

    def months(self) -> list[Month]:
        """Return three months with the days on which something is different."""
        standing = [
            (r.since, r.last_day, self._standing_words(r))
            for place in self.places
            for r in substitutions_in(place).by_substitute(self.person)
        ]
        away = [(a.since, a.until, self.say(kind_title(a.kind))) for a in self._absences]
        return months_of(self.form.month, self.language, away, standing)

    @property
    def weekdays(self) -> list[tuple[str, str]]:
        """The days of the week, short and in full."""
        return weekdays(self.language)

    @property
    def address_of_month(self) -> str:
        """The address of this page, to be followed by a month."""
        return f"{self.address}{'&' if '?' in self.address else '?'}month="

    @property
    def month_before(self) -> str:
        """The first month of the three before."""
        return f"{month_after(self.form.month, -COUNT):%Y-%m}"

    @property
    def month_after(self) -> str:
        """The first month of the three after."""
        return f"{month_after(self.form.month, COUNT):%Y-%m}"

    @cached_property
    def _absences(self) -> list[AbsenceRecord]:
        return absences_of(self.person)

    def _lines(self, pick: Callable, side: str) -> list[Line]:
        found = [(r, o) for o in self.places for r in pick(substitutions_in(o))]
        found.sort(key=lambda pair: pair[0].since, reverse=True)
        return [self._line(record, o, side) for record, o in found[:SHOWN]]

    def _line(self, record: SubstitutionRecord, organisation: IOrganisation, side: str) -> Line:
        over = bool(record.ended) or record.until < self.today
        words = [self.say(function_title(f)) for f in record.functions]
        if record.ceiling is not None:
            sum_ = self.money(record.ceiling, pack(organisation.country).currency)
            words.append(self.say(_("text_up_to", default="up to ${sum}", mapping={"sum": sum_})))
        if record.ended:
            words.append(
                self.say(
                    _(
                        "text_ended_by",
                        default="ended by ${person}",
                        mapping={"person": full_name(record.ended_by)},
                    )
                )
            )
        key = f"{organisation.getId()}:{record.id}"
        return Line(
            full_name(getattr(record, side)),
            self._term(record.since, record.last_day),
            ", ".join(words),
            key=key if not over and may_end(organisation, record) else "",
            tone="soft" if over else "",
            badge=badge(organisation),
        )

    def _standing_words(self, record: SubstitutionRecord) -> str:
        return self.say(
            _(
                "text_stands_in_for",
                default="stands in for ${person}",
                mapping={"person": full_name(record.absent)},
            )
        )

    def _term(self, since: date, until: date) -> str:
        if since == until:
            return self.day(since)
        return f"{self.day(since)} – {self.day(until)}"

    def _act(self) -> None:
        """Do what the button says."""
        ending, removing = self.form.text("end"), self.form.text("remove")
        if ending:
            place, _colon, id_ = ending.partition(":")
            end_substitution(self._place(place), id_)
            self.tell(_("text_substitution_ended", default="The substitution is ended."))
        elif removing:
            remove_absence(self.person, removing)
            self.tell(_("text_absence_removed", default="The absence is removed."))
        else:
            # All or nothing: nothing is told before everything is entered.
            for message, kind in list(self.form.enter(self.person, self.form_places())):
                self.tell(message, kind)

    def _place(self, name: str) -> IOrganisation:
        """Return one of the organisations of the page; raises Invalid for another one."""
        for place in self.places:
            if place.getId() == name:
                return place
        raise Invalid(
            _(
                "error_substitution_unknown",
                default="There is no substitution “${value}” here.",
                mapping={"value": name},
            )
        )


class MyAbsences(AbsencePage):
    """My substitutes and absences, over all my organisations."""

    page_title = _("heading_my_absences", default="My substitutes and absences")

    @property
    def person(self) -> str:
        """The reader."""
        return self.me

    @cached_property
    def places(self) -> Sequence[IOrganisation]:
        """The reader's organisations, by title."""
        mine = [o for o in organisations() if is_member(o, self.me)]
        return sorted(mine, key=lambda o: o.title)

    @property
    def address(self) -> str:
        """The address of this page."""
        return f"{self.site_url}/@@absences"


class PersonPage(AbsencePage):
    """A colleague in an organisation: posts, absences, substitutions."""

    def __call__(self) -> str:
        """Show the page; that somebody else looks at it is in the journal."""
        if self.request.method != "POST" and not self.own:
            journal.viewed(self.context, "person", person=self.person)
        return super().__call__()

    @cached_property
    def person(self) -> str:
        """The colleague asked for; NotFound for whoever holds no post here."""
        asked = self.request.form.get("person", "")
        if not isinstance(asked, str) or not is_member(self.context, asked):
            raise NotFound("person")
        return asked

    @property
    def page_title(self) -> str:
        """The person's name."""
        return self.name

    @cached_property
    def organisation(self) -> Badge:
        """The organisation around."""
        return badge(self.context)

    @cached_property
    def places(self) -> Sequence[IOrganisation]:
        """This organisation alone."""
        return [self.context]

    @property
    def address(self) -> str:
        """The address of this page."""
        return f"{self.context.absolute_url()}/@@person?person={self.person}"

    @property
    def may_hand_over(self) -> bool:
        """True for those who hand a colleague's work to a successor."""
        return not self.own and leads(self.context, self.person)

    def facts(self) -> list[Fact]:
        """Return the posts held here."""
        return [
            Fact(self.say(FUNCTIONS[h.function].title), h.unit_title)
            for h in holdings_of(self.person)
            if h.organisation == self.context.getId()
        ]
