"""What pages with the picture of a process share."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from muniflow import _
from muniflow.core import formats
from muniflow.core.pages import Page
from muniflow.core.theme.tags import static_url
from muniflow.process.drawing import draw
from muniflow.process.marks import Mark as Mark
from muniflow.process.marks import Stage as Stage
from muniflow.process.marks import way as way
from muniflow.process.model import Model
from muniflow.process.picture import levels
from muniflow.process.picture import names_in
from muniflow.process.picture import plain_text
from muniflow.process.picture import version_of_case as version_of_case
from muniflow.process.picture import viewed
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import translate

import json

STATUSES = {
    "done": _("label_mark_done", default="Done"),
    "now": _("label_mark_now", default="Now"),
    "next": _("label_mark_next", default="Coming"),
    "refused": _("label_mark_refused", default="Refused"),
    "off": _("label_mark_off", default="Not on this way"),
    "added": _("label_mark_added", default="New"),
    "changed": _("label_mark_changed", default="Changed"),
    "removed": _("label_mark_removed", default="Gone"),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the page shows it; the viewer asks ``url`` for its data."""

    key: str
    svg: str
    url: str
    legend: tuple[tuple[str, str], ...] = ()


class PicturePage(Page):
    """A page that shows a process as a drawing, and in a viewer for those who ask for it."""

    frame = ViewPageTemplateFile("browser/frame.pt")

    def words(self, name: str) -> str:
        """Return a name of the drawing in the reader's language."""
        return translate(name, domain="muniflow", context=self.request, default=name)

    def picture(
        self,
        model: Model,
        *,
        title: str,
        url: str,
        marks: Mapping[str, Mark],
        key: str = "mf-bpmn",
        described_by: str = "",
    ) -> Picture | None:
        """Return a picture with what is to be seen in it, None for a file without a drawing."""
        svg = draw(
            model,
            title=title,
            words=self.words,
            marks=marks,
            key=key,
            described_by=described_by,
        )
        seen = {mark.status for mark in marks.values()}
        legend = tuple((name, self.say(said)) for name, said in STATUSES.items() if name in seen)
        return Picture(key, svg, url, legend) if svg else None

    def levels(self, model: Model) -> dict[str, Mark]:
        """Return from which amount each step applies."""
        return levels(
            model,
            sums=self._sum,
            starts=self.say(_("label_level_from", default="from ${amount}")),
            off=self.say(_("label_level_off", default="off")),
        )

    def _sum(self, amount: Decimal, currency: str) -> str:
        """Return an amount, with its currency where the drawing names one."""
        return formats.money(amount, currency, self.language).strip()

    def data(self, text: bytes, model: Model, marks: Mapping[str, Mark]) -> str:
        """Return what the viewer needs, as JSON; names come in the reader's language."""
        self.request.response.setHeader("Content-Type", "application/json")
        self.request.response.setHeader("X-Content-Type-Options", "nosniff")
        return json.dumps(
            {
                "bpmn": plain_text(text),
                "names": names_in(model, self.words),
                "marks": viewed(model, marks),
            },
            ensure_ascii=False,
        )

    @property
    def script(self) -> str:
        """The address of the viewer's script."""
        return static_url(self.site_url, "dist/picture.min.js")

    @property
    def style(self) -> str:
        """The address of the viewer's style sheet."""
        return static_url(self.site_url, "dist/picture.min.css")
