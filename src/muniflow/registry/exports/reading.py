"""What an export is to those who prove it, whatever its format."""

from collections.abc import Iterator
from dataclasses import dataclass
from muniflow.registry.exports.rows import End
from muniflow.registry.exports.rows import Sealed
from muniflow.registry.exports.rows import Values


class NotAnExport(Exception):
    """Raised for a file that is no export of a register; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class Read:
    """An export that was opened: its head, and its rows with the end behind them."""

    name: str
    head: Values
    head_digest: str
    rows: Iterator[Sealed | End]
