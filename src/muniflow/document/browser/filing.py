"""Files what was dropped on a page."""

from collections.abc import Iterator
from collections.abc import Mapping
from muniflow import _
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.document.browser.sending import number_in
from muniflow.document.interfaces import MAIN
from muniflow.document.operations import add_component
from muniflow.document.operations import add_version
from muniflow.document.operations import file_document
from ZPublisher.HTTPRequest import FileUpload

import json
import transaction


class Filing(Page):
    """Takes the files of a form; answers a script with JSON and a form with its page."""

    def uploads(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of every file sent."""
        sent = self.request.form.get("files", ())
        for upload in sent if isinstance(sent, list | tuple) else [sent]:
            if isinstance(upload, FileUpload) and upload.filename:
                yield upload.filename, upload.read()

    def take(self, filename: str, data: bytes) -> None:
        """File one; overridden."""
        file_document(self.context, title="", filename=filename, data=data)

    def __call__(self) -> str:
        """File everything that was sent, or nothing."""
        if self.request.method != "POST":
            return self.back()
        try:
            number = self._take_all()
        except MuniflowError as error:
            transaction.abort()
            return self._refuse(error)
        if not self._by_script:
            self.tell(self._sentence(number), "success" if number else "warning")
            return self.back()
        return self._json({"filed": number})

    def _take_all(self) -> int:
        number = 0
        for filename, data in self.uploads():
            self.take(filename, data)
            number += 1
        return number

    def _sentence(self, number: int) -> object:
        if not number:
            return _("text_no_file", default="No file was chosen; nothing was filed.")
        return _("text_filed", default="Filed: ${number}.", mapping={"number": number})

    def _refuse(self, error: MuniflowError) -> str:
        if self._by_script:
            self.request.response.setStatus(400)
            return self._json({"message": self.say(error.message)})
        self.tell_error(error)
        return self.back()

    @property
    def _by_script(self) -> bool:
        return "application/json" in (self.request.getHeader("Accept") or "")

    def _json(self, data: object) -> str:
        self.request.response.setHeader("Content-Type", "application/json")
        return json.dumps(data)


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
