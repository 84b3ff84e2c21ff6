"""All parts of a page with sample data, for those who build pages."""

from dataclasses import dataclass
from muniflow.core.theme.interfaces import Act
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Fact
from muniflow.core.theme.interfaces import Happening
from muniflow.core.theme.interfaces import ILightPage
from muniflow.core.theme.interfaces import Paper
from muniflow.core.theme.interfaces import Row
from muniflow.core.theme.interfaces import Stat
from muniflow.core.theme.interfaces import Step
from muniflow.core.theme.interfaces import Tab
from plone.batching import Batch
from Products.Five import BrowserView
from zope.interface import implementer


@dataclass(frozen=True, slots=True)
class SampleBadge:
    """An organisation as a page shows it."""

    code: str
    colour: str
    title: str


ONK = SampleBadge("ONK", "#0f766e", "Dunakeszi Város Önkormányzata")
PHI = SampleBadge("PHI", "#4338ca", "Dunakeszi Polgármesteri Hivatal")
SUN = SampleBadge("NAP", "#ffd600", "Napsugár Óvoda")


@implementer(ILightPage)
class StyleGuide(BrowserView):
    """The parts of a page; nothing on it is real."""

    page_title = "Style guide"
    acts = (
        Act("approve", "Approve", "go", "a"),
        Act("return", "Return", "", "r"),
        Act("refuse", "Refuse", "no", "", "Refuse this contract for good?"),
    )
    tabs = (
        Tab("To decide", "#", 12, True),
        Tab("Returned to me", "#", 2),
        Tab("Drafts", "#", 3),
        Tab("Waiting for others", "#", 7),
        Tab("As substitute", "#", 1),
        Tab("Watched", "#"),
    )
    columns = (
        Column("Matter"),
        Column("Step", "medium"),
        Column("With you since", "medium"),
        Column("Due"),
        Column("Net", "narrow", True),
    )
    rows = (
        Row(
            "Játszóterek karbantartása 2026",
            "#row1",
            (
                Cell("Legal review"),
                Cell("3 days"),
                Cell("2 days late", "late"),
                Cell("6 200 000 Ft"),
            ),
            ONK,
            "ONK/412-3/2026 · Zöld Liget Kft.",
            True,
        ),
        Row(
            "Office supplies, 3rd quarter",
            "#row2",
            (
                Cell("Cover check"),
                Cell("1 day"),
                Cell("today", "soon"),
                Cell("412 300 Ft"),
            ),
            PHI,
            "PHI/88-1/2026 · 5 requests, 3 units",
        ),
        Row(
            "Lease of the market hall (from partner)",
            "#row3",
            (
                Cell("Negotiation"),
                Cell("4 hours"),
                Cell("27 Nov"),
                Cell("1 150 000 Ft", note="gross"),
            ),
            SUN,
            "ONK/398-7/2026 · Piac Zrt. · draft 3, changed by partner",
        ),
    )
    steps = (
        Step("Drafted", "done", "Tóth Gábor", "10 Nov"),
        Step("Head of unit", "done", "Varga Éva", "12 Nov"),
        Step("Legal review", "now", "Kiss Anna", "for 3 days"),
        Step("Countersign", "next", "Szabó Dóra", "about 24 Nov"),
        Step("Council", "skipped", reason="only above 50 million"),
        Step("Signature", "next", "mayor", reason="above 5 million"),
    )
    facts = (
        Fact("Partner", "Zöld Liget Kft.", "#partner"),
        Fact("Net", "6 200 000 Ft", number=True),
        Fact("Term", "1 Jan to 31 Dec 2026"),
        Fact("Cover", "066020 parks: enough, 1 800 000 left", tone="ok"),
        Fact("Publication", "due 60 days after signature"),
        Fact("Related", "ONK/301/2025, last year", "#related"),
    )
    papers = (
        Paper(
            "Contract, version 3",
            "#p1",
            "docx",
            "changed since version 2: §4, §7",
            "ONK/412-3/2026",
        ),
        Paper("Offer of Zöld Liget Kft.", "#p2", "PDF", "arrived by mail 3 Nov", "ONK/412-1/2026"),
    )
    entries = (
        Happening(
            "Varga Éva",
            "approved as head of City Operations",
            "12 Nov 14:02",
            note="saw version 3",
            tone="ok",
        ),
        Happening("Tóth Gábor", "supplemented: guarantee added", "11 Nov"),
        Happening(
            "Varga Éva",
            "returned for supplement",
            "10 Nov",
            "guarantee is missing",
            "clock paused 1 day",
            "soon",
        ),
    )
    stats = (
        Stat("12", "to decide", "#stat1"),
        Stat("2", "late", "#stat2", "late"),
        Stat("31 400 000 Ft", "in running contracts"),
        Stat("4", "days on the average"),
    )
    organisations = (ONK, PHI, SUN)

    @property
    def batch(self) -> Batch:
        """Return the fourth page of two hundred numbers."""
        return Batch(list(range(200)), 20, 60)
