"""The lock on the pages of cases and documents, and the way to change it."""

from muniflow import _
from muniflow.core.pages import Page
from muniflow.registry.confidentiality.interfaces import LEVELS
from muniflow.registry.confidentiality.interfaces import ORGANISATION
from muniflow.registry.confidentiality.levels import level_of


class Badge(Page):
    """A part of a page: the level as a link, with a lock where it is not open."""

    @property
    def closed(self) -> bool:
        """True where there is a lock to show."""
        return level_of(self.context) != ORGANISATION

    @property
    def words(self) -> str:
        """The level; of what is open the question."""
        if not self.closed:
            return self.say(_("heading_confidentiality", default="Confidentiality"))
        return self.say(LEVELS[level_of(self.context)])
