"""What the nightly check of the files found; for records officers and auditors."""

from functools import cached_property
from muniflow import _
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Row
from muniflow.core.theme.interfaces import Stat
from muniflow.document.interfaces import Finding
from muniflow.document.operations import check_now
from muniflow.document.operations import integrity_findings
from muniflow.document.operations import last_round
from muniflow.document.operations import round_under_way
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import organisations
from muniflow.organisation.pages import ActingSwitch
from muniflow.organisation.pages import NavigationItem
from plone import api

VIEW = "muniflow: View journal"
MANAGE = "muniflow: Open and close registers"


def readable() -> list[IOrganisation]:
    """Return the organisations whose checks the present user may see, by title."""
    found = [o for o in organisations() if api.user.has_permission(VIEW, obj=o)]
    return sorted(found, key=lambda o: o.title)


class IntegrityPage(Page):
    """The files of one organisation: when they were checked, and what is wrong."""

    page_title = _("heading_integrity", default="Files unharmed?")
    columns = (
        Column(_("column_file", default="File")),
        Column(_("column_what", default="What")),
        Column(_("column_recorded", default="Recorded hash"), hide="medium"),
        Column(_("column_found_hash", default="Hash now"), hide="medium"),
        Column(_("column_found", default="Found"), hide="narrow"),
    )

    @cached_property
    def organisation(self) -> Badge:
        """Whose files they are."""
        return badge(self.context)

    @cached_property
    def findings(self) -> list[Finding]:
        """What is wrong, by document."""
        return integrity_findings(self.context)

    @cached_property
    def page(self) -> object:
        """The findings on this page."""
        return self.batch(self.findings)

    @property
    def may_check(self) -> bool:
        """True when the reader need not wait for the night."""
        return bool(api.user.has_permission(MANAGE, obj=self.context))

    def stats(self) -> list[Stat]:
        """Return what the last finished round was."""
        last = last_round(self.context)
        never = self.say(_("text_never", default="never"))
        number = len(self.findings)
        return [
            Stat(
                self.since(last.finished) if last else never,
                _("stat_checked_ago", default="since the last check"),
            ),
            Stat(str(last.documents if last else 0), _("stat_documents", default="documents")),
            Stat(str(last.versions if last else 0), _("stat_files", default="files hashed")),
            Stat(
                str(number),
                _("stat_harmed", default="harmed or missing"),
                tone="late" if number else "ok",
            ),
        ]

    @property
    def state_text(self) -> str:
        """When the last round was finished, or what is going on."""
        going = round_under_way(self.context)
        if going is not None:
            return self.say(
                _(
                    "text_round_going",
                    default="A check has been going on since ${time}: ${number} documents so far.",
                    mapping={"time": self.moment(going.started), "number": going.documents},
                )
            )
        last = last_round(self.context)
        if last is None:
            return self.say(
                _(
                    "text_round_never",
                    default="The files were not checked yet; the worker does it at night.",
                )
            )
        return self.say(
            _(
                "text_round_finished",
                default="Last checked ${time}.",
                mapping={"time": self.moment(last.finished)},
            )
        )

    @cached_property
    def _seen(self) -> set[str]:
        """The documents on this page that the reader may see."""
        uids = [finding.uid for finding in self.page]
        return {brain.UID for brain in api.portal.get_tool("portal_catalog")(UID=uids)}

    def rows(self) -> list[Row]:
        """Return one line a file; of what the reader may not see, the number alone."""
        return [self._row(finding) for finding in self.page]

    def _row(self, finding: Finding) -> Row:
        known = finding.uid in self._seen
        hidden = self.say(_("text_hidden_document", default="a document you may not see"))
        where = f"{finding.component}.{finding.version}"
        return Row(
            title=f"{finding.title} · {where} {finding.name}" if known else f"{hidden} · {where}",
            url=f"{self.site_url}/resolveuid/{finding.uid}",
            note=finding.number,
            cells=(
                self._what(finding),
                Cell(f"{finding.recorded[:16]}…"),
                Cell(f"{finding.found[:16]}…" if finding.found else "–"),
                Cell(self.moment(finding.time)),
            ),
        )

    def _what(self, finding: Finding) -> Cell:
        if finding.found:
            return Cell(self.say(_("text_file_changed", default="changed")), tone="late")
        return Cell(self.say(_("text_file_missing", default="missing")), tone="late")


class CheckNow(Page):
    """Lets a round begin at once."""

    def __call__(self) -> str:
        """Ask on POST."""
        if self.request.method == "POST":
            check_now(self.context)
            self.tell(
                _("text_check_asked", default="The check begins; look again in a while."),
                "success",
            )
        return self.back(f"{self.context.absolute_url()}/@@integrity")


class IntegrityList(Page):
    """Leads to the only organisation; shows them all where there are several."""

    page_title = IntegrityPage.page_title
    columns = (
        Column(_("column_organisation", default="Organisation")),
        Column(_("column_last_check", default="Last check")),
        Column(_("column_harmed", default="Harmed or missing"), number=True),
    )

    def __call__(self) -> str:
        """Show the list, or lead to the only one."""
        if len(self.visible) == 1:
            return self.back(f"{self.visible[0].absolute_url()}/@@integrity")
        return self.index()

    @cached_property
    def visible(self) -> list[IOrganisation]:
        """The organisations in question."""
        current = ActingSwitch(self.request).current
        found = readable()
        chosen = [o for o in found if current is not None and o.getId() == current.id]
        return chosen or found

    def rows(self) -> list[Row]:
        """Return a line for each."""
        return [self._row(organisation) for organisation in self.visible]

    def _row(self, organisation: IOrganisation) -> Row:
        last, number = last_round(organisation), len(integrity_findings(organisation))
        return Row(
            title=organisation.title,
            url=f"{organisation.absolute_url()}/@@integrity",
            badge=badge(organisation),
            cells=(
                Cell(self.moment(last.finished) if last else "–"),
                Cell(str(number), tone="late" if number else ""),
            ),
        )


class IntegrityItem(NavigationItem):
    """The check of the files in the navigation, with the number of those harmed."""

    title = _("nav_integrity", default="Files unharmed?")
    view = "@@integrity"
    icon = "shield-check"
    order = 195

    @cached_property
    def _organisations(self) -> list[IOrganisation]:
        return readable()

    @property
    def count(self) -> int | None:
        """How many files are harmed or missing; nothing is said of none."""
        return sum(len(integrity_findings(o)) for o in self._organisations) or None

    @property
    def active(self) -> bool:
        """True on the pages of any organisation."""
        return super().active or "/@@integrity" in self.request.get("ACTUAL_URL", "")

    @property
    def available(self) -> bool:
        """True for those who may see a check."""
        return bool(self._organisations)
