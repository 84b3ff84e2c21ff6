"""Levels: from which amount a step applies, and what that makes of the ways that lead to it."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from muniflow.process.model import Node

import re

AMOUNT = "amount"
CURRENCY = "currency"

_FROM = re.compile(r"(\d{1,15}(?:\.\d{1,2})?)(?: ([A-Z]{3}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Level:
    """From which amount on a step applies; without a currency in any."""

    amount: str
    currency: str = ""

    @property
    def below(self) -> str:
        """The condition under which the step does not apply; false for an empty amount."""
        plain = f"{AMOUNT} < {self.amount}"
        return f'{plain} and {CURRENCY} == "{self.currency}"' if self.currency else plain

    def covers(self, other: "Level") -> bool:
        """Tell whether all that is below the other level is below this one, too."""
        return Decimal(other.amount) <= Decimal(self.amount) and self.currency in (
            "",
            other.currency,
        )

    def spares(self, amount: Decimal | None, currency: str) -> bool:
        """Tell whether a case is below."""
        return (
            amount is not None
            and amount < Decimal(self.amount)
            and self.currency in ("", currency)
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """What levels demand of a way: to be below all of some, and not below all of others."""

    below: tuple[Level, ...] = ()
    unless: tuple[Level, ...] = ()

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions in words of the grammar; what another one implies is left out."""
        kept = [
            level
            for level in self.below
            if not any(level.covers(other) and other != level for other in self.below)
        ]
        found = tuple(level.below for level in kept)
        return (*found, f"not ({_both(self.unless)})") if self.unless else found

    def open(self, amount: Decimal | None, currency: str) -> bool:
        """Tell whether a case may go the way."""
        return all(level.spares(amount, currency) for level in self.below) and not (
            self.unless and all(level.spares(amount, currency) for level in self.unless)
        )


def level_of(node: Node) -> Level | None:
    """Return the level of a step, None when it applies always."""
    match = _FROM.fullmatch(node.attributes.get("from", ""))
    return Level(match.group(1), match.group(2) or "") if match else None


def is_off(node: Node) -> bool:
    """Tell whether a step is switched off, so that every case passes it over."""
    return node.attributes.get("on") == "false"


def is_amount(text: str) -> bool:
    """Tell whether a text says from which amount: "1000000" or "1000000 HUF"."""
    return _FROM.fullmatch(text) is not None


def passable(tasks: Iterable[Node]) -> tuple[Level, ...] | None:
    """Return the levels a case must be below to pass all tasks; None when one applies always.

    Tasks that are switched off ask nothing: where all are, there is no level to be below.
    """
    working = [task for task in tasks if not is_off(task)]
    found = [level_of(task) for task in working]
    return None if None in found else tuple(dict.fromkeys(found))


def applying(task: Node) -> str | None:
    """Return the condition under which a task applies, None when it does always."""
    level = level_of(task)
    return None if level is None else f"not ({level.below})"


def samples(tasks: Iterable[Node]) -> Iterator[tuple[Decimal | None, str]]:
    """Yield an amount and a currency for every way levels can fall out."""
    levels = [level for task in tasks if (level := level_of(task)) is not None]
    yield None, ""
    step = Decimal("0.001")
    for currency in dict.fromkeys(("", *(level.currency for level in levels))):
        for amount in dict.fromkeys(Decimal(level.amount) for level in levels):
            yield amount - step, currency
            yield amount, currency


def _both(levels: tuple[Level, ...]) -> str:
    """Return the condition of being below several levels."""
    if len(levels) == 1:
        return levels[0].below
    return " and ".join(f"({level.below})" for level in levels)
