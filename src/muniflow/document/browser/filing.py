"""Files what was dropped on a page."""

from collections.abc import Mapping
from muniflow.document.browser.sending import number_in
from muniflow.document.interfaces import MAIN
from muniflow.document.operations import add_component
from muniflow.document.operations import add_version
from muniflow.document.pages import Filing


class VersionFiling(Filing):
    """Takes the next version of one document, or of the component named in the form."""

    def take(self, filename: str, data: bytes) -> None:
        """Add one version."""
        add_version(
            self.context,
            filename=filename,
            data=data,
            comment=comment_in(self.request.form),
            component=number_in(self.request.form.get("component", str(MAIN))),
        )

    def back(self, url: str = "") -> str:
        """Lead to the component's own page."""
        component = number_in(self.request.form.get("component", str(MAIN)))
        if component == MAIN:
            return super().back(url)
        return super().back(f"{self.context.absolute_url()}/@@component/{component}")


class ComponentFiling(Filing):
    """Takes further components of one document."""

    def take(self, filename: str, data: bytes) -> None:
        """Add one component."""
        comment = comment_in(self.request.form)
        add_component(self.context, filename=filename, data=data, comment=comment)


def comment_in(form: Mapping[str, object]) -> str:
    """Return the comment of a form, "" for anything but text."""
    comment = form.get("comment", "")
    return comment if isinstance(comment, str) else ""
