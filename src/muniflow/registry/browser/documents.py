"""The list of filed documents over my organisations."""

from functools import cached_property
from muniflow import _
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Row
from muniflow.organisation.pages import ActingSwitch
from muniflow.organisation.pages import NavigationItem
from muniflow.registry.confidentiality.operations import lock_of
from plone import api

COLUMNS = (
    Column(_("column_document", default="Document")),
    Column(_("column_number", default="Number"), hide="narrow"),
    Column(_("column_version", default="Version"), number=True, hide="medium"),
    Column(_("column_filed", default="Filed")),
)


class DocumentsView(Page):
    """Every document the reader may see, newest first."""

    page_title = _("heading_documents_list", default="Documents")
    columns = COLUMNS

    @cached_property
    def badges(self) -> dict[str, object]:
        """My organisations by id, or the one I act for."""
        switch = ActingSwitch(self.request)
        chosen = [switch.current] if switch.current else switch.choices
        return {b.id: b for b in chosen}

    @cached_property
    def words(self) -> str:
        """The words asked for."""
        asked = self.request.form.get("words", "")
        return asked.strip() if isinstance(asked, str) else ""

    @cached_property
    def found(self) -> object:
        """The brains of the whole list."""
        query: dict[str, object] = {
            "portal_type": "FiledDocument",
            "organisation": list(self.badges),
            "sort_on": "created",
            "sort_order": "descending",
        }
        plain = "".join(c if c.isalnum() else " " for c in self.words).split()
        if plain:
            query["SearchableText"] = " AND ".join(f"{word}*" for word in plain)
        return api.portal.get_tool("portal_catalog")(**query)

    @cached_property
    def page(self) -> object:
        """The brains of this page."""
        return self.batch(self.found)

    def rows(self) -> list[Row]:
        """Return the lines of this page."""
        return [
            Row(
                title=brain.Title,
                url=brain.getURL(),
                badge=self.badges.get(brain.organisation),
                lock=lock_of(brain),
                cells=(
                    Cell(brain.registry_number or "–"),
                    Cell(str(brain.version_number)),
                    Cell(self.moment(brain.created.ISO8601())),
                ),
            )
            for brain in self.page
        ]


class DocumentsItem(NavigationItem):
    """The documents in the navigation."""

    title = _("nav_documents", default="Documents")
    view = "@@documents"
    icon = "files"
    order = 40
