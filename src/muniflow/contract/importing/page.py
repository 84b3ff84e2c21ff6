"""The page on which contracts are taken over."""

from functools import cached_property
from muniflow import _
from muniflow.contract.importing.columns import COLUMNS
from muniflow.contract.importing.operations import preview
from muniflow.contract.importing.operations import run
from muniflow.core.importing.page import ImportPage
from muniflow.core.importing.report import Report
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import organisation_of
from zExceptions import NotFound

SECTION = "cases"


class ImportContracts(ImportPage):
    """Import into the cases of an organisation."""

    kind = "contracts"
    page_title = _("heading_import_contracts", default="Import contracts")
    explanation = _(
        "text_import_contracts",
        default="Each row becomes a contract in its first step, with the responsible person "
        "named in it. A row with a reference that was imported before is left out, so that a "
        "file can be sent again.",
    )
    columns = COLUMNS

    @cached_property
    def target(self) -> IOrganisation:
        """The organisation whose cases these are."""
        return organisation_of(self.context)

    @property
    def badge(self) -> Badge:
        """What the page shows of the organisation."""
        return badge(self.target)

    def __call__(self) -> str | bytes:
        """Answer in the section of cases only."""
        if self.context.getId() != SECTION:
            raise NotFound(self.request["URL"])
        return super().__call__()

    def preview(self, data: bytes, filename: str) -> Report:
        """Say what a file would bring."""
        return preview(self.target, data, filename)

    def run(self, data: bytes, filename: str) -> Report:
        """Take a file over."""
        return run(self.target, data, filename)
