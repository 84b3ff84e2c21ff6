"""What pages of documents share: the rows of versions and components, states as badges."""

from dataclasses import dataclass
from functools import cached_property
from muniflow import _
from muniflow.core import formats
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Row
from muniflow.document.interfaces import Component
from muniflow.document.interfaces import MAIN
from muniflow.document.interfaces import STATE_TONES
from muniflow.document.interfaces import STATES
from muniflow.document.interfaces import VersionRecord
from muniflow.document.operations import against_change
from muniflow.document.operations import components_of
from muniflow.document.rules import HASH
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import organisation_of
from plone import api

FILE = "muniflow: File document"

VERSIONS = (
    Column(_("column_version", default="Version")),
    Column(_("column_when", default="When")),
    Column(_("column_who", default="Who"), hide="narrow"),
    Column(_("column_format", default="Format"), hide="narrow"),
    Column(_("column_size", default="Size"), hide="narrow", number=True),
    Column(_("column_comment", default="Comment"), hide="medium"),
)
COMPONENTS = (
    Column(_("column_component", default="Component")),
    Column(_("column_versions", default="Versions"), number=True),
    Column(_("column_format", default="Format"), hide="narrow"),
    Column(_("column_size", default="Size"), hide="narrow", number=True),
    Column(_("column_when", default="When"), hide="medium"),
)


@dataclass(frozen=True, slots=True)
class Hash:
    """The whole hash of a version, to be copied."""

    version: int
    filename: str
    function: str
    value: str


class DocumentBase(Page):
    """A page of a document or of one of its components."""

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

    @property
    def status(self) -> str:
        """The state of the document in words."""
        return self.say(STATES[self.context.status])

    @property
    def status_tone(self) -> str:
        """The tone of the state."""
        return STATE_TONES.get(self.context.status, "")

    @cached_property
    def components(self) -> list[Component]:
        """The components, the main one first."""
        return components_of(self.context)

    @cached_property
    def lock(self) -> str:
        """Why the files can no longer change, "" while they can."""
        reason = against_change(self.context)
        return "" if reason is None else self.say(reason)

    @property
    def may_file(self) -> bool:
        """True when the reader may file something here in this step of the case."""
        may = api.user.has_permission(FILE, obj=self.case)
        return bool(may) and not self.lock

    @cached_property
    def _names(self) -> dict[str, str]:
        return {}

    def name(self, person: str) -> str:
        """Return a full name, looked up once a page."""
        if person not in self._names:
            self._names[person] = full_name(person)
        return self._names[person]

    def place(self, component: Component) -> str:
        """Return the address below which the versions of a component are."""
        url = self.context.absolute_url()
        if component.number == MAIN:
            return f"{url}/@@version"
        return f"{url}/@@component/{component.number}"

    def version_rows(self, component: Component) -> list[Row]:
        """Return the versions of a component, newest first."""
        return [
            Row(
                title=f"{v.number} · {v.filename}",
                url=f"{self.place(component)}/{v.number}",
                note=f"{HASH} {v.sha256[:16]}…",
                cells=(
                    Cell(self.moment(v.time)),
                    Cell(self.name(v.actor)),
                    self.format_cell(v),
                    Cell(formats.size(v.size, self.language)),
                    Cell(v.comment),
                ),
            )
            for v in reversed(component.versions)
        ]

    def format_cell(self, version: VersionRecord) -> Cell:
        """Return what a file is, with its PRONOM identifier, marked where its name lies."""
        words = version.format or self.say(_("text_format_unknown", default="not known"))
        if version.doubtful:
            note = self.say(_("text_format_doubtful", default="its name says something else"))
            return Cell(words, tone="late", note=note)
        return Cell(words, note=version.puid)

    def hashes(self, component: Component) -> list[Hash]:
        """Return the whole hashes of a component, newest first."""
        return [Hash(v.number, v.filename, HASH, v.sha256) for v in reversed(component.versions)]

    def component_note(self, component: Component) -> str:
        """Return where a component comes from, and the beginning of its hash."""
        digest = f"{HASH} {component.versions[-1].sha256[:16]}…"
        if not component.source:
            return digest
        source = _("text_from_container", default="from container")
        if component.source_version != self.components[0].versions[-1].number:
            source = _(
                "text_from_container_version",
                default="from version ${number} of the container",
                mapping={"number": component.source_version},
            )
        return f"{self.say(source)} · {digest}"
