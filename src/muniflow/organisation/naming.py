"""How posts are named: after person and function."""

from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.operations import full_name
from plone.app.content.interfaces import INameFromTitle
from zope.i18n import translate
from zope.interface import implementer


@implementer(INameFromTitle)
class PostName:
    """The short name of a post."""

    def __init__(self, context: object) -> None:
        self._post = context

    @property
    def title(self) -> str:
        """Return "person function"; the id is made of it."""
        return f"{self._post.person.replace('.', '-')} {self._post.function}"


def post_title(post: object) -> str:
    """Return what people read: full name and function."""
    return f"{full_name(post.person)}, {translate(FUNCTIONS[post.function].title)}"
