"""Declares a document final."""

from muniflow import _
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.document.operations import finalise


class Finalise(Page):
    """Makes a concept final."""

    def __call__(self) -> str:
        """Do it on POST."""
        if self.request.method == "POST":
            try:
                finalise(self.context)
                self.tell(_("text_document_final", default="The document is final."), "success")
            except MuniflowError as error:
                self.tell_error(error)
        return self.back()
