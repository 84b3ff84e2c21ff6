"""The seals of a journal: what of each day is sealed, signed, stamped and checked; exports."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from muniflow import _
from muniflow.core import journal
from muniflow.core.errors import Invalid
from muniflow.core.errors import MuniflowError
from muniflow.core.interfaces import IJournal
from muniflow.core.journal.buckets import Ledger
from muniflow.core.journal.chain import LINES
from muniflow.core.journal.chain import SEAL
from muniflow.core.journal.chain import SIGNATURE
from muniflow.core.journal.chain import STAMP
from muniflow.core.journal.chain import XML
from muniflow.core.journal.checking import MONTH
from muniflow.core.journal.exporting import write_export
from muniflow.core.journal.jobs import authority
from muniflow.core.journal.keys import certificate_of
from muniflow.core.journal.sealing import ask_for_key
from muniflow.core.journal.seals import Seal
from muniflow.core.journal.stamps import judge
from muniflow.core.journal.stamps import StampWrong
from muniflow.core.theme.interfaces import Cell
from muniflow.organisation.journal.finding import day_of
from muniflow.organisation.journal.page import OfJournal
from plone import api
from plone.batching import Batch
from tempfile import mkstemp
from zExceptions import NotFound
from ZPublisher.Iterators import filestream_iterator

import os
import transaction

DAYS = 50
"""Days on one page."""

KEYS = "muniflow: Open and close registers"
"""Who may ask for a new key."""

TYPES = {
    LINES: "application/x-ndjson",
    XML: "application/xml",
    SEAL: "application/json",
    SIGNATURE: "application/octet-stream",
    STAMP: "application/timestamp-reply",
}
TITLES = {
    LINES: _("file_journal_lines", default="Entries"),
    XML: _("file_journal_xml", default="NSESSS log"),
    SEAL: _("file_journal_seal", default="Seal"),
    SIGNATURE: _("file_journal_signature", default="Signature"),
    STAMP: _("file_journal_stamp", default="Time stamp"),
}


@dataclass(frozen=True, slots=True)
class Day:
    """One sealed day on the page."""

    day: str
    entries: int
    late: int
    sealed: str
    stamp: Cell
    check: Cell
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Key:
    """One certificate on the page."""

    fingerprint: str
    span: str
    current: bool


class JournalSeals(OfJournal):
    """The sealed days, newest first; on POST a new key is asked for."""

    page_title = _("heading_journal_seals", default="Seals of the journal")

    def __call__(self) -> str:
        """Show the page, or take the wish and lead back."""
        if self.request.method != "POST":
            return self.index()
        try:
            self._ask_for_key()
            self.tell(
                _(
                    "text_journal_key_asked",
                    default="The next seal is made with a new key; the old one signs the change.",
                ),
                "success",
            )
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
        return self.back(f"{self.url}/@@journal-seals")

    @cached_property
    def ledger(self) -> Ledger | None:
        """What is kept of the journal."""
        return IJournal(self.context).ledger

    @cached_property
    def page(self) -> Batch:
        """The sealed days of this page, newest first."""
        days = list(self.ledger.seals)[::-1] if self.ledger is not None else []
        asked = self.request.form.get("b_start", 0)
        return Batch(days, DAYS, start=asked if isinstance(asked, int) else 0)

    def days(self) -> list[Day]:
        """Return the lines of this page."""
        return [self._day(self.ledger.seals[day]) for day in self.page]

    @property
    def authority(self) -> str:
        """Where time stamps come from, "" when none are asked for."""
        return authority()

    @property
    def span(self) -> tuple[str, str]:
        """The first and the last sealed day, "" when there is none."""
        if self.ledger is None or not self.ledger.seals:
            return "", ""
        return self.ledger.seals.minKey(), self.ledger.seals.maxKey()

    def keys(self) -> list[Key]:
        """Return the certificates, the present one first."""
        if self.ledger is None:
            return []
        found = [self._key(*pair) for pair in self.ledger.certificates.items()]
        return sorted(found, key=lambda key: not key.current)

    @property
    def may_ask(self) -> bool:
        """True for those who may ask for a new key."""
        return bool(api.user.has_permission(KEYS, obj=self.context))

    @property
    def wished(self) -> bool:
        """True when a new key was asked for and not made yet."""
        return self.ledger is not None and self.ledger.wish is not None

    def head(self, day: str) -> str:
        """Return the head of a day: what is to be kept elsewhere."""
        return self.ledger.seals[day].values["head"]

    def _day(self, seal: Seal) -> Day:
        values = seal.values
        files = f"{self.url}/@@journal-file?day={seal.day}&file="
        return Day(
            seal.day,
            values["entries"],
            values["late"],
            self.moment(values["sealed"]),
            self._stamp(seal),
            self._check(seal.day),
            tuple((self.say(TITLES[end]), f"{files}{end}") for end in seal.names()),
        )

    def _stamp(self, seal: Seal) -> Cell:
        if seal.stamp:
            try:
                stamp = judge(seal.stamp, seal.signature)
            except StampWrong:
                return Cell(self.say(_("text_stamp_wrong", default="wrong")), tone="late")
            return Cell(self.moment(stamp.time.isoformat()), tone="ok")
        if self.authority:
            return Cell(self.say(_("text_stamp_waits", default="still to come")), tone="soon")
        return Cell(self.say(_("text_stamp_none", default="none")), tone="soft")

    def _check(self, day: str) -> Cell:
        check = self.ledger.checks.get(day[:MONTH])
        if check is None or check.at.date().isoformat() <= day:
            return Cell(self.say(_("text_check_waits", default="not yet")), tone="soft")
        if any(day in finding for finding in check.findings):
            return Cell(self.say(_("text_check_wrong", default="does not match")), tone="late")
        return Cell(self.moment(check.at.isoformat()), tone="ok")

    def _key(self, fingerprint: str, pem: str) -> Key:
        certificate = certificate_of(pem)
        ends = (certificate.not_valid_before_utc, certificate.not_valid_after_utc)
        span = " – ".join(self.day(moment.date()) for moment in ends)
        return Key(fingerprint, span, fingerprint == self.ledger.key)

    def _ask_for_key(self) -> None:
        if not self.may_ask:
            raise NotFound("key")
        reason = self.text("reason")
        if not reason:
            raise Invalid(_("error_key_reason", default="Please say why a new key is needed."))
        ask_for_key(self.context, reason)


class JournalFile(OfJournal):
    """One file of a sealed day, as a download."""

    def __call__(self) -> bytes:
        """Return the file; NotFound for what there is not."""
        ledger, day, end = IJournal(self.context).ledger, self.text("day"), self.text("file")
        seal = ledger.seals.get(day) if ledger is not None else None
        if seal is None or end not in seal.names():
            raise NotFound(day)
        journal.viewed(self.context, "journal-export", file=seal.names()[end])
        name = f"{self.context.getId()}-{seal.names()[end]}"
        response = self.request.response
        response.setHeader("Content-Type", TYPES[end])
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        return seal.data(end)


class JournalExport(OfJournal):
    """A span of sealed days as a ZIP that proves itself."""

    def __call__(self) -> filestream_iterator:
        """Return the file; NotFound where no day of the span is sealed."""
        ledger = IJournal(self.context).ledger
        days = list(self._days(ledger)) if ledger is not None else []
        if not days:
            raise NotFound("journal-export")
        journal.viewed(self.context, "journal-export", since=days[0], until=days[-1])
        handle, path = mkstemp(suffix=".zip")
        try:
            with os.fdopen(handle, "wb") as stream:
                write_export(self.context, ledger, days, stream)
            found = filestream_iterator(path, "rb")
        finally:
            # Open as long as it is sent; nothing is left behind whatever happens.
            os.unlink(path)
        name = f"{self.context.getId()}-journal-{days[0]}-{days[-1]}.zip"
        response = self.request.response
        response.setHeader("Content-Type", "application/zip")
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("Content-Length", str(len(found)))
        return found

    def _days(self, ledger: Ledger) -> Iterator[str]:
        since, until = day_of(self.text("since")), day_of(self.text("until"))
        yield from ledger.seals.keys(
            since.isoformat() if since else None, until.isoformat() if until else None
        )
