"""Prove exported journals: nothing altered, nothing missing. Needs no database and no network."""

from argparse import ArgumentParser
from argparse import Namespace
from collections.abc import Iterator
from muniflow.core.errors import MuniflowError
from muniflow.core.journal.exporting import certificates_in
from muniflow.core.journal.exporting import Files
from muniflow.core.journal.exporting import read_exports
from muniflow.core.journal.verifying import Papers
from muniflow.core.journal.verifying import prove
from muniflow.core.journal.verifying import Verdict
from pathlib import Path
from zipfile import BadZipFile

SHOWN = 20
"""Findings of a journal that are printed, the first ones."""


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="FILE_OR_FOLDER", help="ZIPs or folders of exports"
    )
    parser.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="HEX",
        help="head of a day known from elsewhere: it has to be in the export; may be repeated",
    )
    parser.add_argument(
        "--until", default="", metavar="DAY", help="the day to which the export has to reach"
    )
    parser.add_argument(
        "--certificate",
        default="",
        metavar="HEX",
        help="fingerprint (SHA-256) of the certificate that has to sign the last day",
    )
    parser.add_argument(
        "--tsa-ca",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="certificate (PEM) from which the time stamp authority has to come; may be repeated",
    )


def run_offline(args: Namespace) -> None:
    """Say for each journal what it came to; exit with 1 when anything is wrong."""
    try:
        exports = read_exports(args.paths)
        roots = [path.read_bytes() for path in args.tsa_ca]
        verdicts = {name: judge(files, args, roots) for name, files in sorted(exports.items())}
    except (OSError, BadZipFile) as error:
        raise MuniflowError(f"the export cannot be read: {error}") from error
    verdicts = {name: verdict for name, verdict in verdicts.items() if verdict.days}
    if not verdicts:
        raise MuniflowError("there is no journal in what was given.")
    missing = [h for h in args.head if not any(h in v.heads for v in verdicts.values())]
    for head in missing:
        print(f"WRONG: the head {head} is not there: the tail was cut off, or it is of another.")
    for name, verdict in verdicts.items():
        print("\n".join(lines(name, verdict)))
    if missing or any(verdict.findings for verdict in verdicts.values()):
        raise SystemExit(1)


def judge(files: Files, args: Namespace, roots: list[bytes]) -> Verdict:
    """Prove one journal, against what is known of it from elsewhere."""
    verdict = prove(Papers(files, certificates_in(files), roots))
    verdict.findings += [f"{name} was given twice, not the same." for name in files.doubles]
    last = verdict.span[1]
    if args.until and verdict.days and last < args.until:
        verdict.findings.append(f"It ends with {last}: the days until {args.until} are missing.")
    if args.certificate and verdict.days and verdict.certificate != args.certificate.lower():
        verdict.findings.append(f"{last}: another certificate signs: {verdict.certificate}.")
    return verdict


def lines(name: str, verdict: Verdict) -> Iterator[str]:
    """Yield what is printed of one journal."""
    title = name or "journal"
    yield (
        f"{title}: {verdict.span[0]} to {verdict.span[1]}, {verdict.days} days, "
        f"{verdict.entries} entries, {verdict.stamped} time stamps"
    )
    for note in verdict.notes:
        yield f"{title}: note: {note}"
    for finding in verdict.findings[:SHOWN]:
        yield f"{title}: WRONG: {finding}"
    if len(verdict.findings) > SHOWN:
        yield f"{title}: and {len(verdict.findings) - SHOWN} more."
    if not verdict.findings:
        yield f"{title}: all is as it was sealed. Last head: {verdict.head}"
        yield f"{title}: signed by the certificate {verdict.certificate}"
