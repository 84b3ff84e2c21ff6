"""Parts of pages: macros, and the few that are quicker as a string."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from muniflow.core.theme.interfaces import Act
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.rules import initials
from muniflow.core.theme.rules import normal_colour
from muniflow.core.theme.rules import page_numbers
from muniflow.core.theme.rules import text_on
from plone.registry.interfaces import IRegistry
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zExceptions import NotFound
from zope.component import getMultiAdapter
from zope.component import getUtility
from zope.component.hooks import getSite
from zope.i18nmessageid import Message
from zope.publisher.interfaces.browser import IBrowserRequest

SHORT = 14


@lru_cache(maxsize=256)
def badge_html(code: str, colour: str, title: str) -> str:
    """Return an organisation's badge: its code on its colour, its name for all senses."""
    style = f"--org:{normal_colour(colour)};--org-ink:{text_on(colour)}"
    return f'<abbr class="mf-badge" style="{style}" title="{escape(title)}">{escape(code)}</abbr>'


_icons: dict[str, str] = {}


def icon_html(name: str, request: IBrowserRequest) -> str:
    """Return a Plone icon as SVG text; each is read once in the life of the process."""
    resource = getUtility(IRegistry).get(f"plone.icon.{name}") or name
    if resource not in _icons:
        resolver = getMultiAdapter((getSite(), request), name="iconresolver")
        svg = resolver.tag(name, tag_class="mf-icon")
        _icons[resource] = svg.replace("<svg ", '<svg aria-hidden="true" ', 1)
    return _icons[resource]


class Macros(BrowserView):
    """``mf`` in every page: ``metal:use-macro="mf/card"`` and ``mf.badge(organisation)``."""

    index = ViewPageTemplateFile("macros.pt")

    def __call__(self) -> None:
        """Raise NotFound: the macros are no page of their own."""
        raise NotFound("mf-macros")

    def __getitem__(self, name: str) -> object:
        """Return the macro of that name."""
        return self.index.macros[name]

    @staticmethod
    def badge(organisation: object) -> str:
        """Return the badge of anything with code, colour and title."""
        return badge_html(organisation.code, organisation.colour, str(organisation.title))

    def icon(self, name: str) -> str:
        """Return an icon that says nothing to a screen reader."""
        return icon_html(name, self.request)

    @staticmethod
    def initials(name: str) -> str:
        """Return the letters of a person's sign."""
        return initials(name)

    @staticmethod
    def tone(tone: str) -> str:
        """Return the class of a tone."""
        return f"mf-{tone}" if tone else ""

    @staticmethod
    def reasons_against(acts: Sequence[Act]) -> dict[str, str]:
        """Return why acts are refused, each with their titles; "" where all are for one reason."""
        found: dict[str, list[str]] = {}
        for act in acts:
            if act.against:
                found.setdefault(act.against, []).append(act.title)
        return {
            reason: "" if len(acts) == len(titles) > 1 else ", ".join(titles)
            for reason, titles in found.items()
        }

    @staticmethod
    def column_look(column: Column) -> str:
        """Return the classes of a column: from which width down it hides, and of numbers."""
        hide = f"mf-hide-{column.hide}" if column.hide else ""
        return " ".join(filter(None, (hide, "mf-number" if column.number else "")))

    @staticmethod
    def cell_look(cell: Cell, look: str) -> str:
        """Return the classes of a cell; a few letters, such as a date, stay on one line."""
        short = len(cell.text) <= SHORT and not isinstance(cell.text, Message)
        return f"{look} mf-short".strip() if short or cell.tone else look

    def page_numbers_of(self, batch: object) -> list[int | None]:
        """Return the page numbers of a plone.batching batch to offer."""
        return list(page_numbers(batch.pagenumber, batch.lastpage))

    def page_url(self, batch: object, number: int) -> str:
        """Return the address of a page of the list, with what was asked for kept."""
        asked = {k: v for k, v in self.request.form.items() if isinstance(v, str | list)}
        asked["b_start:int"] = (number - 1) * batch.pagesize
        asked.pop("b_start", None)
        return f"{self.request.get('ACTUAL_URL', '')}?{urlencode(asked, doseq=True)}"
