"""Reads the form that enters an absence, substitutes, or both at once."""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from decimal import InvalidOperation
from muniflow import _
from muniflow.core import clock
from muniflow.core.errors import Invalid
from muniflow.core.theme.interfaces import Text
from muniflow.organisation.absence import LONGEST
from muniflow.organisation.browser.months import month_asked
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import away_between
from muniflow.organisation.operations import by_name
from muniflow.organisation.operations import enter_absence
from muniflow.organisation.operations import enter_substitution
from muniflow.organisation.operations import full_name
from muniflow.organisation.postbook import book_of
from muniflow.organisation.substituting import functions_to_lend
from muniflow.organisation.substitution import function_title


@dataclass(frozen=True, slots=True)
class Place:
    """What the form asks about one organisation."""

    organisation: IOrganisation
    badge: Badge
    functions: Sequence[tuple[str, Text]]
    colleagues: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, organisation: IOrganisation, person: str, reader: str, badge: Badge) -> "Place":
        """Return the functions the reader may lend and the colleagues who might stand in."""
        today = clock.today()
        functions = functions_to_lend(organisation, person, today, today + LONGEST)
        book = book_of(organisation)
        others = {p.person for p in book.posts.values() if p.active(today)} - {person}
        named = by_name(others)
        # Whoever arranges things for somebody is the first to come to mind.
        named.sort(key=lambda pair: pair[0] != reader)
        return cls(organisation, badge, [(f, function_title(f)) for f in functions], named)


@dataclass(frozen=True, slots=True)
class AbsenceForm:
    """What was written in the form."""

    values: Mapping[str, object]
    today: date

    def text(self, name: str) -> str:
        """Return what was written in a field, "" for nothing."""
        value = self.values.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    @property
    def month(self) -> date:
        """The first month to show."""
        return month_asked(self.text("month"), self.today)

    @property
    def sent(self) -> bool:
        """True when the form was filled in."""
        return "since" in self.values

    def ticked(self, place: Place, function: str) -> bool:
        """Tell whether a function is ticked; all are at first."""
        return not self.sent or function in self._functions(place)

    def substitute(self, place: Place) -> str:
        """Return who is to stand in, "" for nobody."""
        return self.text(f"substitute-{place.badge.id}")

    def ceiling_text(self, place: Place) -> str:
        """Return what was written as a ceiling."""
        return self.text(f"ceiling-{place.badge.id}")

    def enter(self, person: str, places: Sequence[Place]) -> Iterator[tuple[Text, str]]:
        """Enter what was written; yield what to tell. Raises NotAllowed or Invalid."""
        since, until = self._day("since"), self._day("until")
        chosen = [place for place in places if self.substitute(place)]
        kind = self.text("kind")
        if not kind and not chosen:
            raise Invalid(
                _(
                    "error_nothing_entered",
                    default="Choose why you enter these days: an absence, a substitute, or both.",
                )
            )
        if kind:
            enter_absence(person, since=since, until=until, kind=kind, note=self.text("note"))
            yield _("text_absence_entered", default="The absence is entered."), "success"
        for place in chosen:
            yield from self._enter_substitute(person, place, since, until)

    def _enter_substitute(
        self, person: str, place: Place, since: date, until: date
    ) -> Iterator[tuple[Text, str]]:
        substitute = self.substitute(place)
        enter_substitution(
            place.organisation,
            absent=person,
            substitute=substitute,
            functions=self._functions(place),
            # An absence may have begun already; rights never begin in the past.
            since=max(since, self.today) if self.text("kind") else since,
            until=until,
            ceiling=self._ceiling(place),
        )
        names = {"substitute": full_name(substitute), "person": full_name(person)}
        yield (
            _(
                "text_substitution_entered",
                default="${substitute} stands in for ${person}.",
                mapping=names,
            ),
            "success",
        )
        away = away_between(substitute, since, until)
        if away is not None:
            yield (
                _(
                    "text_substitute_away",
                    default="Mind that ${substitute} is away from ${since} to ${until}.",
                    mapping={
                        **names,
                        "since": away.since.isoformat(),
                        "until": away.until.isoformat(),
                    },
                ),
                "warning",
            )

    def _functions(self, place: Place) -> tuple[str, ...]:
        found = self.values.get(f"functions-{place.badge.id}", ())
        names = [found] if isinstance(found, str) else found
        return tuple(n for n in names if isinstance(n, str))

    def _day(self, name: str) -> date:
        try:
            return date.fromisoformat(self.text(name))
        except ValueError as problem:
            raise Invalid(
                _(
                    "error_day_written",
                    default="“${value}” is no day; write the first and the last day like "
                    "2026-12-28.",
                    mapping={"value": self.text(name)},
                )
            ) from problem

    def _ceiling(self, place: Place) -> Decimal | None:
        written = self.ceiling_text(place)
        plain = "".join(written.split())
        try:
            return Decimal(plain) if plain else None
        except InvalidOperation as problem:
            raise Invalid(
                _(
                    "error_substitution_ceiling",
                    default="“${value}” is no ceiling; give an amount above zero, or none.",
                    mapping={"value": written},
                )
            ) from problem
