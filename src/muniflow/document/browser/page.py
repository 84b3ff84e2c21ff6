"""The page of a filed document: its file, its versions, where it belongs."""

from functools import cached_property
from muniflow import _
from muniflow.core import formats
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Row
from muniflow.document.errors import UnknownVersion
from muniflow.document.interfaces import IFileHold
from muniflow.document.operations import file_of
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import organisation_of
from plone import api
from plone.namedfile.utils import set_headers
from plone.namedfile.utils import stream_data
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

COLUMNS = (
    Column(_("column_version", default="Version")),
    Column(_("column_when", default="When")),
    Column(_("column_who", default="Who"), hide="narrow"),
    Column(_("column_size", default="Size"), hide="narrow", number=True),
    Column(_("column_comment", default="Comment"), hide="medium"),
)


class DocumentPage(Page):
    """A document with every version of its file."""

    columns = COLUMNS

    @cached_property
    def page_title(self) -> str:
        """The document's title."""
        return self.context.title

    @cached_property
    def organisation(self) -> Badge:
        """The organisation whose document it is."""
        return badge(organisation_of(self.context))

    @property
    def case(self) -> object:
        """The case it was filed in."""
        return self.context.aq_parent

    @property
    def number(self) -> str:
        """Its registry number, or a sentence that it has none yet."""
        return self.context.registry_number or self.say(
            _("text_unregistered", default="not registered yet")
        )

    def rows(self) -> list[Row]:
        """Return the versions, newest first."""
        url = self.context.absolute_url()
        return [
            Row(
                title=f"{v.number} · {v.filename}",
                url=f"{url}/@@version/{v.number}",
                note=f"SHA-256 {v.sha256[:16]}…",
                cells=(
                    Cell(self.moment(v.time)),
                    Cell(full_name(v.actor)),
                    Cell(formats.size(v.size, self.language)),
                    Cell(v.comment),
                ),
            )
            for v in reversed(self.context.versions)
        ]

    @property
    def void_text(self) -> str:
        """What is said of a void number; who and why stands in the register."""
        return self.say(
            _(
                "text_void_document",
                default="The number is void; the register says by whom and why.",
            )
        )

    @property
    def may_void(self) -> bool:
        """True when the number may be withdrawn by the reader."""
        given = bool(self.context.registry_number) and not self.context.voided
        return given and bool(api.user.has_permission("muniflow: Void number", obj=self.context))

    @cached_property
    def lock(self) -> str:
        """Why the file can no longer change, "" while it can."""
        hold = IFileHold(self.context, None)
        reason = hold.reason() if hold is not None else None
        return "" if reason is None else self.say(reason)

    @property
    def may_file(self) -> bool:
        """True when the reader may add a version in this step of the case."""
        may = api.user.has_permission("muniflow: File document", obj=self.case)
        return bool(may) and not self.lock


@implementer(IPublishTraverse)
class VersionDownload(Page):
    """Sends the file of one version: ``@@version/2``."""

    number = ""

    def publishTraverse(self, request: object, name: str) -> "VersionDownload":
        """Take the version's number from the path."""
        if self.number:
            raise NotFound(name)
        self.number = name
        return self

    def __call__(self) -> object:
        """Stream the file as a download; browsers never run what people upload."""
        try:
            record, file = file_of(self.context, int(self.number))
        except (ValueError, UnknownVersion) as problem:
            raise NotFound(self.number) from problem
        set_headers(file, self.request.response, filename=record.filename)
        return stream_data(file)
