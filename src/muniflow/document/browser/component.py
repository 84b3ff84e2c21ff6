"""The page of one component, and the files of its versions."""

from functools import cached_property
from muniflow.core.theme.interfaces import Row
from muniflow.document.browser.rows import DocumentBase
from muniflow.document.browser.rows import Hash
from muniflow.document.browser.rows import VERSIONS
from muniflow.document.browser.sending import number_in
from muniflow.document.browser.sending import send
from muniflow.document.errors import UnknownComponent
from muniflow.document.interfaces import Component
from muniflow.document.interfaces import MAIN
from muniflow.document.operations import component_of
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


@implementer(IPublishTraverse)
class VersionDownload(DocumentBase):
    """Sends the file of a version of the main component: ``@@version/2``."""

    asked: tuple[int, ...] = ()

    def publishTraverse(self, request: object, name: str) -> "VersionDownload":
        """Take the version's number from the path."""
        if self.asked:
            raise NotFound(name)
        self.asked = (number_in(name),)
        return self

    def __call__(self) -> object:
        """Stream the file."""
        if not self.asked:
            raise NotFound("version")
        return send(self.context, self.request.response, MAIN, self.asked[0])


@implementer(IPublishTraverse)
class ComponentPage(DocumentBase):
    """A component, ``@@component/2``; with a version, ``@@component/2/1``, its file."""

    template = ViewPageTemplateFile("component.pt")
    columns = VERSIONS
    asked: tuple[int, ...] = ()

    def publishTraverse(self, request: object, name: str) -> "ComponentPage":
        """Take the numbers of the component and of its version from the path."""
        if len(self.asked) > 1:
            raise NotFound(name)
        self.asked = (*self.asked, number_in(name))
        return self

    def __call__(self) -> object:
        """Show the component, or stream the file of its version."""
        if len(self.asked) > 1:
            return send(self.context, self.request.response, *self.asked)
        if not self.asked or self.asked[0] == MAIN:
            return self.back()
        try:
            return self.component and self.template()
        except UnknownComponent as problem:
            raise NotFound(str(self.asked[0])) from problem

    @cached_property
    def component(self) -> Component:
        """The component that was asked for."""
        return component_of(self.context, self.asked[0])

    @property
    def page_title(self) -> str:
        """The name of its file, or its path in the container."""
        return self.component.name

    @property
    def newest_url(self) -> str:
        """Where its newest version is."""
        return f"{self.place(self.component)}/{self.component.versions[-1].number}"

    def rows(self) -> list[Row]:
        """Return its versions, newest first."""
        return self.version_rows(self.component)

    def whole_hashes(self) -> list[Hash]:
        """Return the hashes of its versions."""
        return self.hashes(self.component)

    @property
    def note(self) -> str:
        """Where it comes from."""
        return self.component_note(self.component)
