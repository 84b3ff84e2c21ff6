"""The register on screen: the book of one organisation, year and code."""

from dataclasses import dataclass
from functools import cached_property
from muniflow import _
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Cell
from muniflow.registry.audit import Checked
from muniflow.registry.auditing import ask_audit
from muniflow.registry.auditing import entry_of
from muniflow.registry.book import Found
from muniflow.registry.browser import asking
from muniflow.registry.browser.bar import Bar
from muniflow.registry.browser.exporting import Files
from muniflow.registry.browser.findings import said
from muniflow.registry.exports.words import DIRECTIONS
from muniflow.registry.index import partner_of
from muniflow.registry.interfaces import Entry
from muniflow.registry.live import case_uid
from muniflow.registry.live import Known
from muniflow.registry.live import known
from muniflow.registry.showing import shown
from muniflow.registry.showing import Viewer
from muniflow.registry.showing import viewer_of
from plone import api
from plone.batching import Batch

MANAGE = "muniflow: Open and close registers"
LINES = 100
"""Entries on one page."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a document went, or came from."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the book."""

    number: str
    url: str
    title: str
    kind: str
    direction: str
    partner: str
    reference: str
    registered: str
    actor: str
    unit: str
    handler: str
    state: Cell
    void: str = ""
    links: tuple[Link, ...] = ()


class BookPage(Bar):
    """One register: what is asked of it, a hundred entries at a time."""

    @cached_property
    def page_title(self) -> str:
        """The register by its name."""
        return self.say(
            _(
                "heading_register",
                default="Register ${year}",
                mapping={"year": self.context.title or self.context.year},
            )
        )

    @cached_property
    def viewer(self) -> Viewer:
        """The reader."""
        return viewer_of(self.context)

    @cached_property
    def found(self) -> Found:
        """The entries that were asked for."""
        return self.context.book.find(asking.question(self.asked), hidden=self.viewer.veiled)

    @cached_property
    def page(self) -> Batch:
        """The part of them that is shown."""
        start = self.request.form.get("b_start", 0)
        return Batch(range(len(self.found)), LINES, start=start if isinstance(start, int) else 0)

    @cached_property
    def entries(self) -> list[Entry]:
        """The entries of this page as the reader may see them."""
        first = self.page.first
        return [shown(entry, self.viewer) for entry in self.found[first : first + LINES]]

    @cached_property
    def known(self) -> Known:
        """What the catalog knows of them today."""
        return known(self.context.book, self.entries)

    def lines(self) -> list[Line]:
        """Return the rows of this page."""
        return [self._line(entry) for entry in self.entries]

    def _line(self, entry: Entry) -> Line:
        direction = DIRECTIONS.get(entry.facts.direction)
        return Line(
            number=entry.number,
            url=self.known.urls.get(entry.uid, ""),
            title=entry.title,
            kind=self.kinds.get(entry.kind, entry.kind),
            direction=self.say(direction) if direction else "",
            partner="; ".join(p.split(",")[0] for p in partner_of(entry).split("; ")),
            reference=entry.facts.reference,
            registered=self.moment(entry.time),
            actor=self.name(entry.actor),
            unit=self.unit(entry.unit),
            handler=self._handler(entry),
            state=self._state(entry),
            void=self._void(entry),
            links=tuple(self._links(entry)),
        )

    def _handler(self, entry: Entry) -> str:
        """Return who answers for the case today, else who did on registering."""
        live = self.known.cases.get(case_uid(self.context.book, entry))
        return self.name(live.handler if live and live.handler else entry.handler)

    def _state(self, entry: Entry) -> Cell:
        """Return the deadline of a case, or when it was settled."""
        live = self.known.cases.get(entry.uid)
        if live is None:
            return Cell("")
        if live.settled:
            return Cell(
                self.say(_("text_settled", default="settled")), "ok", self.moment(live.settled)
            )
        return self.due_cell(live.due)

    def _void(self, entry: Entry) -> str:
        """Return who withdrew the number and why."""
        if entry.void is None:
            return ""
        return self.say(
            _(
                "text_void_note",
                default="VOID: ${reason} (${person}, ${time})",
                mapping={
                    "reason": entry.void.reason,
                    "person": self.name(entry.void.actor),
                    "time": self.moment(entry.void.time),
                },
            )
        )

    def _links(self, entry: Entry) -> list[Link]:
        """Return the links of a move, to the entry on the other side."""
        to = _("text_moved_to", default="Moved to ${number}", mapping={"number": entry.moved_to})
        origin = _(
            "text_moved_from",
            default="Moved from ${number}",
            mapping={"number": entry.moved_from},
        )
        pairs = ((to, entry.moved_to), (origin, entry.moved_from))
        return [Link(self.say(text), self._url_of(number)) for text, number in pairs if number]

    def _url_of(self, number: str) -> str:
        other = entry_of(self.place, number)
        return f"{self.site_url}/resolveuid/{other.uid}" if other else self.context.absolute_url()

    @property
    def checked(self) -> Checked | None:
        """What the last audit found."""
        return self.context.book.checked

    @property
    def sound(self) -> bool:
        """True when the last audit found nothing and the counters agree."""
        return bool(self.checked and not self.checked.total and self.context.book.agrees())

    @property
    def since_audit(self) -> int:
        """How many entries have come since the last audit."""
        return len(self.context.book) - self.checked.entries

    def findings(self) -> list[str]:
        """Return what is wrong, as sentences."""
        found = (
            [self.say(said(finding)) for finding in self.checked.findings] if self.checked else []
        )
        if not self.context.book.agrees():
            found.append(
                self.say(
                    _(
                        "finding_counters",
                        default="The counters of the register do not agree with its entries.",
                    )
                )
            )
        return found

    def files(self) -> str:
        """Return the part of the page on exports, and on what closed the register."""
        part = Files(self.context, self.request)
        return part.part(count=len(self.found), asked=self.asked, query=self.query)

    @property
    def may_manage(self) -> bool:
        """True when the reader may close the register."""
        return bool(api.user.has_permission(MANAGE, obj=self.context))


class AskAudit(Page):
    """Asks the worker for an audit."""

    def __call__(self) -> str:
        """Ask on POST."""
        if self.request.method == "POST":
            ask_audit(self.context)
            self.tell(
                _(
                    "text_audit_asked",
                    default="The register is being audited; the result will stand here.",
                ),
                "success",
            )
        return self.back()
