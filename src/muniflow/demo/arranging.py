"""What people arrange beside their cases: absences with substitutes, levels of their own."""

from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from decimal import Decimal
from muniflow.demo.casework import acting
from muniflow.demo.casework import day_before
from muniflow.demo.data import AbsenceRow
from muniflow.demo.data import Demo
from muniflow.demo.data import LevelsRow
from muniflow.demo.rules import moment
from muniflow.demo.rules import moved
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import enter_absence
from muniflow.organisation.operations import enter_substitution
from muniflow.process.operations import in_work
from muniflow.process.operations import publish
from muniflow.process.operations import save_levels
from muniflow.process.operations import typed
from plone import api


@dataclass
class Arrangement:
    """Work of one act in an organisation, which is also where it is written down as done."""

    demo: Demo
    organisation: IOrganisation
    row: AbsenceRow | LevelsRow
    loaded: datetime
    uid: str = ""
    length: int = field(default=1, init=False)

    @property
    def key(self) -> str:
        """Tells it from every other work."""
        return f"{type(self).__name__.lower()} {self.organisation.getId()} {self.row.by}"

    def resume(self, uid: str) -> bool:
        """Return False: there is nothing to go on with."""
        return False

    def time_of(self, act: int) -> datetime:
        """Return when it was arranged."""
        return moment(self.key, act, self._day(self.row.ago))

    def _day(self, before: int) -> date:
        country = self.demo.organisation(self.organisation.getId()).country
        return day_before(self.loaded.date(), before, country.upper())


class Leave(Arrangement):
    """Somebody enters when they are away, and who stands in."""

    def act(self, number: int) -> None:
        """Enter both."""
        row = self.row
        days = {
            "since": self._day(row.since),
            "until": moved(self.loaded.date(), row.until),
        }
        with acting(row.by, self.time_of(number)):
            enter_absence(row.by, kind=row.kind, **days)
            for one in row.stands_in:
                enter_substitution(
                    api.portal.get()[one["organisation"]],
                    absent=row.by,
                    substitute=one["person"],
                    functions=one["functions"],
                    ceiling=Decimal(one["ceiling"]),
                    **days,
                )


class Levels(Arrangement):
    """An administrator changes levels in the grid and publishes them."""

    def act(self, number: int) -> None:
        """Change and publish; new cases go through the organisation's own variant."""
        row = self.row
        with acting(row.by, self.time_of(number)):
            now = in_work(self.organisation, row.type)
            process = save_levels(self.organisation, row.type, now.stamp, self._rows)
            publish(process)

    def _rows(self, grid: object) -> list[object]:
        """Return the rows of the table with what was typed into some."""
        return [
            typed(line, self.row.rows[line.element], self.row.currency)
            for line in grid.rows
            if line.element in self.row.rows
        ]
