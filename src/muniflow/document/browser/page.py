"""The page of a filed document: its components, their versions, where it belongs."""

from functools import cached_property
from muniflow import _
from muniflow.core import formats
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Row
from muniflow.document.browser.rows import COMPONENTS
from muniflow.document.browser.rows import DocumentBase
from muniflow.document.browser.rows import Hash
from muniflow.document.browser.rows import VERSIONS
from muniflow.document.interfaces import CONCEPT
from muniflow.document.interfaces import KEPT
from muniflow.document.interfaces import WAITING
from muniflow.document.messages import kept_because
from muniflow.document.operations import checked
from muniflow.document.operations import integrity_findings
from muniflow.organisation.operations import organisation_of
from plone import api
from plone.uuid.interfaces import IUUID


class DocumentPage(DocumentBase):
    """A document with every version of its main file, and its further components."""

    columns = VERSIONS
    component_columns = COMPONENTS

    @cached_property
    def page_title(self) -> str:
        """The document's title."""
        return self.context.title

    def rows(self) -> list[Row]:
        """Return the versions of the main component, newest first."""
        return self.version_rows(self.components[0])

    def main_hashes(self) -> list[Hash]:
        """Return the whole hashes of the main component."""
        return self.hashes(self.components[0])

    @cached_property
    def page(self) -> object:
        """The further components on this page."""
        return self.batch(self.components[1:])

    def component_rows(self) -> list[Row]:
        """Return the further components in the order of their numbers."""
        url = self.context.absolute_url()
        return [
            Row(
                title=f"{c.number} · {c.name}",
                url=f"{url}/@@component/{c.number}",
                note=self.component_note(c),
                cells=(
                    Cell(str(len(c.versions))),
                    self.format_cell(c.versions[-1]),
                    Cell(formats.size(c.versions[-1].size, self.language)),
                    Cell(self.moment(c.versions[-1].time)),
                ),
            )
            for c in self.page
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

    @property
    def may_finalise(self) -> bool:
        """True when the reader may declare the document final."""
        return self.may_file and self.context.status == CONCEPT

    @property
    def unpacking_text(self) -> str:
        """What becomes of a container: still to be unpacked, or why it is kept as it is."""
        found = self.context.unpacking
        if found is None or found.state not in (WAITING, KEPT):
            return ""
        if found.state == WAITING:
            return self.say(
                _(
                    "text_being_unpacked",
                    default="The container is being unpacked; its members appear here as "
                    "components.",
                )
            )
        return self.say(
            _(
                "text_kept_whole",
                default="The container was not unpacked: ${reason}. It is kept as it came.",
                mapping={"reason": kept_because(found.reason, found.member)},
            )
        )

    @property
    def harm_text(self) -> str:
        """Which files of the document are not what they were, "" for none."""
        uid = IUUID(self.context)
        found = [f for f in integrity_findings(organisation_of(self.context)) if f.uid == uid]
        if not found:
            return ""
        names = ", ".join(f"{f.component}.{f.version} {f.name}" for f in found)
        return self.say(
            _(
                "text_files_harmed",
                default="The nightly check found that these are missing or not what was filed: "
                "${names}. The records officer knows more.",
                mapping={"names": names},
            )
        )

    @property
    def checked_text(self) -> str:
        """When the files were last compared with their hashes."""
        time = checked(self.context)
        if not time:
            return self.say(
                _("text_never_checked", default="What was filed last was not checked yet.")
            )
        return self.say(
            _(
                "text_checked",
                default="Files compared with their hashes ${time}.",
                mapping={"time": self.moment(time)},
            )
        )
