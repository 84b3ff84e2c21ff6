"""The versions of a process, and the way back to an earlier one."""

from dataclasses import dataclass
from functools import cached_property
from muniflow import _
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import organisation_of
from muniflow.process.errors import BpmnError
from muniflow.process.operations import is_draft
from muniflow.process.operations import PUBLISH
from muniflow.process.operations import use_again
from muniflow.process.operations import versions
from plone import api
from zExceptions import NotFound
from zope.i18n import translate

import transaction


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One published version."""

    number: int
    when: str
    person: str
    current: bool
    same: bool
    """True when it says what is in force, and so need not be used again."""


class OfProcess(Page):
    """A page of a process, shared or an organisation's own."""

    @cached_property
    def process_title(self) -> str:
        """The title of the process in the reader's language."""
        title = self.context.title
        return translate(title, domain="muniflow", context=self.request, default=title)

    @cached_property
    def organisation(self) -> Badge | None:
        """Whose process it is; None for a shared one."""
        found = organisation_of(self.context)
        return None if found is None else badge(found)

    @cached_property
    def may_publish(self) -> bool:
        """True for those who may publish."""
        return bool(api.user.has_permission(PUBLISH, obj=self.context))

    @cached_property
    def draft(self) -> bool:
        """True when the text was not published yet."""
        return is_draft(self.context)


class VersionsPage(OfProcess):
    """Every version that was ever in force, the newest first."""

    page_title = _("heading_process_versions", default="Published versions")

    def lines(self) -> list[VersionLine]:
        """Return the versions."""
        found = versions(self.context)
        return [
            VersionLine(
                number=version.number,
                when=self.moment(version.published.isoformat()),
                person=full_name(version.person) if version.person else "",
                current=at == 0,
                same=version.digest == found[0].digest,
            )
            for at, version in enumerate(found)
        ]


class UseAgain(Page):
    """Puts an earlier version in force again."""

    def __call__(self) -> str:
        """Publish its text anew on POST; raises NotFound for what is no number."""
        if self.request.method == "POST":
            number = str(self.request.form.get("number", ""))
            if not (number.isascii() and number.isdigit()):
                raise NotFound(number)
            try:
                name = use_again(self.context, int(number))
            except BpmnError as error:
                transaction.abort()
                self.tell_error(error)
                for problem in error.problems:
                    self.tell(problem.message, "error")
            except MuniflowError as error:
                transaction.abort()
                self.tell_error(error)
            else:
                message = _(
                    "text_version_again",
                    default="Version ${number} is in force again, as ${id}. Running cases stay "
                    "on their version.",
                    mapping={"number": number, "id": name},
                )
                self.tell(message, "success")
        return self.back(f"{self.context.absolute_url()}/@@versions")
