"""Let the worker do what is pending, here or in the server that runs."""

from argparse import ArgumentParser
from argparse import Namespace
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from muniflow.core.worker.errors import NotReachable
from muniflow.core.worker.kernel import work_all
from muniflow.core.worker.serving import ask_server
from OFS.Application import Application

import sys


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--once", action="store_true", required=True, help="do what is pending now, and end"
    )
    parser.add_argument(
        "--job", action="append", default=[], help="name of a job; may be repeated (default: all)"
    )


def run(app: Application, args: Namespace) -> None:
    """Do what is pending and say what was done; exit with 1 when something failed."""
    _end([asdict(report) for report in work_all(app, args.job)])


def run_beside(args: Namespace) -> None:
    """Let the server do it that has the database open."""
    try:
        reports = ask_server(args.job)
    except NotReachable as error:
        print(f"muniflow: {error}", file=sys.stderr)
        raise SystemExit(1) from error
    _end(reports)


def lines(reports: Sequence[Mapping[str, object]]) -> Iterator[str]:
    """Yield what was done as lines of text."""
    busy = [r for r in reports if r["done"] or r["failed"]]
    if not busy:
        yield "Nothing was to be done."
    for report in busy:
        done, failed = len(report["done"]), len(report["failed"])
        yield f"{report['site']} {report['job']}: {done} done, {failed} failed"
        for title, error in report["failed"].items():
            yield f"  {title}: {error}"


def _end(reports: Sequence[Mapping[str, object]]) -> None:
    print("\n".join(lines(reports)))
    if any(report["failed"] for report in reports):
        raise SystemExit(1)
