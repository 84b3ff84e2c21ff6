"""Unpacks one container: ``unpack KIND SOURCE TARGET``; the report is ``TARGET/report.json``."""

from collections.abc import Callable
from collections.abc import Iterator
from muniflow.document.child import limits
from muniflow.document.child import mail
from muniflow.document.child import unzip
from muniflow.document.child.names import NotTaken
from pathlib import Path

import json
import sys

REPORT = "report.json"
BROKEN = "broken"

KINDS: dict[str, Callable[[Path, Path], Iterator[tuple[str, Path]]]] = {
    "zip": unzip.members,
    "mail": mail.members,
}


def unpack(kind: str, source: Path, target: Path) -> dict[str, object]:
    """Return the members, or why there are none: all are taken, or the container is kept."""
    try:
        found = [(name, file.name) for name, file in KINDS[kind](source, target)]
    except NotTaken as reason:
        return {"reason": reason.reason, "member": reason.member}
    except RecursionError:
        return {"reason": "nesting"}
    except MemoryError:
        return {"reason": "size"}
    except Exception as error:
        # Crafted files make the libraries raise anything; what it was stands in the report.
        return {"reason": BROKEN, "detail": type(error).__name__}
    return {"members": found} if found else {"reason": "empty"}


def main(arguments: list[str]) -> None:
    """Limit this process, unpack, and write the report."""
    limits.apply()
    kind, source, target = arguments
    report = unpack(kind, Path(source), Path(target))
    (Path(target) / REPORT).write_text(json.dumps(report), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
