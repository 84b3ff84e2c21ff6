"""Import contracts from a spreadsheet into an organisation."""

from argparse import ArgumentParser
from argparse import Namespace
from collections.abc import Iterator
from muniflow.contract.importing.operations import preview
from muniflow.contract.importing.operations import run as import_sheet
from muniflow.core.errors import MuniflowError
from muniflow.core.importing.report import Report
from muniflow.core.importing.report import sentences
from OFS.Application import Application
from pathlib import Path
from plone import api
from zope.component.hooks import site as active_site
from zope.i18n import translate
from zope.i18nmessageid import Message

import sys


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("organisation", help="id of the organisation, for example onk")
    parser.add_argument("file", type=Path, help="XLSX or CSV file")
    parser.add_argument("--site", default="muniflow", help="id of the site (default: %(default)s)")
    parser.add_argument(
        "--as",
        dest="person",
        required=True,
        help="who imports: a records officer or administrator of the organisation",
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what it would bring")


def run(app: Application, args: Namespace) -> None:
    """Import and say what became of every row; exit with 1 when nothing could be done."""
    site = app.unrestrictedTraverse(args.site, None)
    if site is None or args.organisation not in site:
        _refuse(f"there is no organisation {args.organisation!r} in the site {args.site!r}.")
    if not args.file.is_file():
        _refuse(f"there is no file {args.file}.")
    act = preview if args.dry_run else import_sheet
    try:
        with active_site(site), api.env.adopt_user(username=args.person):
            report = act(site[args.organisation], args.file.read_bytes(), args.file.name)
    except MuniflowError as error:
        _refuse(_say(error.message))
    except api.exc.UserNotFoundError:
        _refuse(f"there is nobody called {args.person!r}.")
    print("\n".join(lines(report)))


def lines(report: Report) -> Iterator[str]:
    """Yield the report as lines of text, each refused row with its reasons."""
    taken = "taken over" if report.done else "would be taken over"
    yield (
        f"{report.filename}: {report.rows} rows, {len(report.taken)} {taken}, "
        f"{len(report.known)} there already, {len(report.refused)} refused"
    )
    for refused in report.refused:
        yield f"  row {refused.row.number}: {' '.join(sentences(refused, _say))}"


def _say(message: Message | str) -> str:
    return translate(message, target_language="en")


def _refuse(sentence: str) -> None:
    print(f"muniflow: {sentence}", file=sys.stderr)
    raise SystemExit(1)
