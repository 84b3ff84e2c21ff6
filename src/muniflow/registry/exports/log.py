"""The journal entries on a register as CSV."""

from collections.abc import Iterable
from collections.abc import Mapping
from muniflow.core.sheets import FORMULA_STARTS
from typing import TextIO

import csv
import json

COLUMNS = ("time", "act", "actor", "acting_as", "channel", "uid", "path", "details")


def write(entries: Iterable[Mapping[str, object]], target: TextIO) -> None:
    """Write entries into a file, oldest first."""
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        details = json.dumps(dict(entry["details"]), ensure_ascii=False, default=str)
        writer.writerow([_safe(str(entry.get(n, ""))) for n in COLUMNS[:-1]] + [details])


def _safe(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
