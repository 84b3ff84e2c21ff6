"""Shows a file inside a page, where browsers can without running anything of it."""

from muniflow.core.pages import Page
from muniflow.document.operations import has_preview
from muniflow.document.rules import SHOWN
from plone.namedfile.utils import set_headers
from plone.namedfile.utils import stream_data
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


@implementer(IPublishTraverse)
class Preview(Page):
    """Sends the present file to be looked at inside a page of this site.

    The address may end in the file's name, which viewers show: ``@@preview/letter.pdf``.
    """

    _named = False

    def publishTraverse(self, request: object, name: str) -> "Preview":
        """Take the file's name from the path."""
        if self._named or name != self.context.file.filename:
            raise NotFound(name)
        self._named = True
        return self

    def __call__(self) -> object:
        """Stream the file; raises NotFound for kinds that are not shown."""
        file = self.context.file
        if not has_preview(self.context):
            raise NotFound("preview")
        response = self.request.response
        set_headers(file, response)
        response.setHeader("Content-Type", SHOWN[file.contentType])
        response.setHeader("Content-Disposition", "inline")
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("X-Frame-Options", "SAMEORIGIN")
        response.setHeader("Content-Security-Policy", "frame-ancestors 'self'")
        response.setHeader("Cache-Control", "private, no-cache")
        return stream_data(file)
