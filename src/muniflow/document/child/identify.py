"""Asks fido what files are: ``identify FILE...``; one line for each match on the output."""

from muniflow.document.child import limits

import runpy
import sys

LINE = "\t".join(
    f"%(info.{name})s"
    for name in ("filename", "puid", "formatname", "version", "matchtype", "mimetype")
)
WRITTEN = 4 * limits.MEGABYTE


def main(files: list[str]) -> None:
    """Limit this process and become fido."""
    limits.apply(WRITTEN)
    sys.argv = ["fido", "-q", "-matchprintf", LINE + "\n", "-nomatchprintf", "", *files]
    runpy.run_module("fido.fido", run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])
