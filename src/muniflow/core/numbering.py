"""How a country writes the numbers of its registers: named styles, checked when a pack loads."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

NEW_MAIN = "new_main"
"""A case that goes on in another year gets a new main number there, linked with the old one."""

SAME_MAIN = "same_main"
"""A case keeps its mark for ever; each document has a number of its own in its year."""

FIELDS = {"code", "year", "main", "sub"}
OF_CASE = {"code", "year", "main"}
OF_REGISTER = {"code", "register"}


class PatternError(ValueError):
    """Raised when a pattern of a country pack could not give every entry its own number."""


# Stored with each register: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class NumberStyle:
    """How the numbers of a register are written."""

    id: str
    title: str
    case: str
    document: str
    coded: str = "{code}-{register}"
    """What stands for ``code`` in the numbers of a register that is not the main one."""

    continuation: str = NEW_MAIN

    @property
    def running(self) -> bool:
        """True when documents are counted in one row with the cases, not below each case."""
        return "sub" not in fields_of(self.document)


def fields_of(pattern: str) -> list[str]:
    """Return the fields of a pattern in their order; raises PatternError when it is none."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError as error:
        raise PatternError(f"“{pattern}” is no pattern: {error}") from error
    for place, (text, field, spec, conversion) in enumerate(parts):
        if field is None:
            continue
        if spec or conversion:
            raise PatternError(f"“{pattern}” formats the field {field}; only its name may stand")
        if place and not text:
            raise PatternError(f"“{pattern}” has two fields side by side: they would run together")
        if any(character.isdigit() for character in text):
            raise PatternError(f"“{pattern}” has a digit beside its fields")
    return [field for _text, field, _spec, _conversion in parts if field is not None]


def check_style(style: NumberStyle) -> NumberStyle:
    """Return a style that gives each entry of a register its own number, else PatternError."""
    _must_be(style.case, [OF_CASE])
    _must_be(style.document, [FIELDS, OF_CASE])
    _must_be(style.coded, [OF_REGISTER])
    if style.continuation not in (NEW_MAIN, SAME_MAIN):
        raise PatternError(f"“{style.id}” knows no continuation “{style.continuation}”")
    if style.continuation == SAME_MAIN and not style.running:
        raise PatternError(
            f"“{style.id}” counts documents below their case: the numbers of a closed register "
            f"cannot go on, so its continuation is {NEW_MAIN}"
        )
    return style


def _must_be(pattern: str, sets: list[set[str]]) -> None:
    fields = fields_of(pattern)
    if len(set(fields)) != len(fields) or set(fields) not in sets:
        known = " or ".join(", ".join(sorted(one)) for one in sets)
        raise PatternError(f"“{pattern}” has to name each of {known} once")


def styles_from(rows: list[Mapping[str, str]], default: str) -> tuple[NumberStyle, ...]:
    """Return the styles of a pack, the one that organisations begin with first."""
    styles = {row["id"]: check_style(NumberStyle(**row)) for row in rows}
    if len(styles) != len(rows) or default not in styles:
        raise PatternError(f"“{default}” has to be one of the styles, each named once")
    first = styles.pop(default)
    return (first, *styles.values())
