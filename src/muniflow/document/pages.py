"""The base of pages that take files."""

from collections.abc import Iterator
from muniflow import _
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
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
