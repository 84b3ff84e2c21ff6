"""The page on which posts are taken over."""

from muniflow import _
from muniflow.core.importing.page import ImportPage
from muniflow.core.importing.report import Report
from muniflow.organisation.importing.columns import COLUMNS
from muniflow.organisation.importing.operations import preview
from muniflow.organisation.importing.operations import run
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import badge


class ImportPosts(ImportPage):
    """Import into an organisation."""

    kind = "posts"
    page_title = _("heading_import_posts", default="Import posts")
    explanation = _(
        "text_import_posts",
        default="Each row gives a person a function in a unit. Units that are missing are "
        "added; people are added only by an administrator of the site. A post that is there "
        "already is left as it is, so that a file can be sent again.",
    )
    columns = COLUMNS

    @property
    def target(self) -> IOrganisation:
        """The organisation."""
        return self.context

    @property
    def badge(self) -> Badge:
        """What the page shows of the organisation."""
        return badge(self.context)

    def preview(self, data: bytes, filename: str) -> Report:
        """Say what a file would bring."""
        return preview(self.context, data, filename)

    def run(self, data: bytes, filename: str) -> Report:
        """Take a file over."""
        return run(self.context, data, filename)
