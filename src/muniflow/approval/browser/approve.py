"""The approval screen: what waits for me, one after the other, without leaving the page."""

from dataclasses import dataclass
from functools import cached_property
from muniflow import _
from muniflow.approval.casepage import CasePage
from muniflow.approval.desk import tab_query
from muniflow.approval.pages import CaseList
from muniflow.core import formats
from muniflow.core.theme.interfaces import Cell
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.operations import has_preview
from muniflow.organisation.interfaces import Badge
from muniflow.registry.interfaces import ICase
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import quote
from urllib.parse import urlencode
from zope.component import queryMultiAdapter

QUEUE = 50
"""How many items the queue names; those behind come up as the first ones go."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One item of the queue."""

    title: str
    url: str
    badge: Badge | None
    due: Cell
    money: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Leaf:
    """One document to look at."""

    title: str
    url: str
    selected: bool


class ApproveView(CaseList):
    """The queue, the document, and everything needed to decide, side by side."""

    panels = ViewPageTemplateFile("panels.pt")
    page_title = _("heading_approve", default="Decide one after the other")

    def query(self) -> dict[str, object]:
        """Ask for what the first tab of the desk shows."""
        return {**super().query(), **tab_query("todo", self.me)}

    @cached_property
    def items(self) -> list[object]:
        """The brains of the queue."""
        return list(self.found[:QUEUE])

    @cached_property
    def place(self) -> int:
        """The place in the queue of the item shown: the one asked for, else the next one."""
        wanted = self.request.form.get("item", "")
        for place, brain in enumerate(self.items):
            if wanted == brain.UID:
                return place
        asked = self.request.form.get("place", "")
        number = int(asked) if isinstance(asked, str) and asked.isdecimal() else 0
        return max(0, min(number, len(self.items) - 1))

    @cached_property
    def page(self) -> CasePage | None:
        """The page of the case shown, None when nothing waits."""
        if not self.items:
            return None
        return self._page(self.items[self.place].getObject())

    def _page(self, case: ICase) -> CasePage:
        found = queryMultiAdapter((case, self.request), name="view")
        return found if isinstance(found, CasePage) else CasePage(case, self.request)

    @cached_property
    def done(self) -> CasePage | None:
        """The page of the case decided just before, when the act can be taken back."""
        after = self.request.form.get("after", "")
        case = api.content.get(UID=after) if isinstance(after, str) and after else None
        page = self._page(case) if ICase.providedBy(case) else None
        return page if page is not None and page.undo_text() else None

    @property
    def count(self) -> str:
        """Which of how many the item is."""
        return self.say(
            _(
                "text_which_of",
                default="${place} of ${number}",
                mapping={"place": self.place + 1, "number": len(self.found)},
            )
        )

    def queue(self) -> list[Waiting]:
        """Return the items in the order of their dates."""
        return [
            Waiting(
                title=brain.Title,
                url=self._at(brain.UID),
                badge=self.badges.get(brain.organisation),
                due=self.deadline(brain),
                money=self.money(brain.amount, brain.currency) if brain.amount else "",
                selected=place == self.place,
            )
            for place, brain in enumerate(self.items)
        ]

    def _at(self, uid: str, **more: str) -> str:
        return f"{self.site_url}/@@approve?{urlencode({'item': uid, **more})}"

    @property
    def before_url(self) -> str:
        """The item before, "" at the beginning."""
        return self._at(self.items[self.place - 1].UID) if self.place else ""

    @property
    def next_url(self) -> str:
        """The next item, "" at the end."""
        last = self.place + 1 >= len(self.items)
        return "" if last else self._at(self.items[self.place + 1].UID)

    @cached_property
    def document(self) -> IFiledDocument | None:
        """The document shown: the one asked for, else the first that can be looked at."""
        documents = self.page.documents
        wanted = self.request.form.get("document", "")
        for document in documents:
            if IUUID(document) == wanted:
                return document
        return next((d for d in documents if has_preview(d)), documents[0] if documents else None)

    @property
    def preview_url(self) -> str:
        """The address of the document's file inside the page, "" for kinds browsers open not."""
        document = self.document
        if document is None or not has_preview(document):
            return ""
        return f"{document.absolute_url()}/@@preview/{quote(document.file.filename)}"

    @property
    def is_picture(self) -> bool:
        """True for a photograph or scan."""
        return self.document.file.contentType.startswith("image/")

    @property
    def is_pdf(self) -> bool:
        """True for what the browser's own viewer shows."""
        return self.document.file.contentType == "application/pdf"

    def leaves(self) -> list[Leaf]:
        """Return the documents of the case to choose from."""
        uid = IUUID(self.page.context)
        return [
            Leaf(d.title, self._at(uid, document=IUUID(d)), d is self.document)
            for d in self.page.documents
        ]

    @property
    def file_note(self) -> str:
        """Return name and size of the document's file."""
        file = self.document.file
        return f"{file.filename} · {formats.size(file.getSize(), self.language)}"
