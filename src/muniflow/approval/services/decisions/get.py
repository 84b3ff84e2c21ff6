"""GET @decisions: what the reader may decide now, what each needs, and what was decided."""

from muniflow.approval.operations import choices_for
from muniflow.approval.operations import history_of
from muniflow.approval.operations import signoffs_of
from muniflow.approval.operations import token_of
from muniflow.approval.operations import undoable
from muniflow.approval.services import told
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.registry.interfaces import ICase
from plone.restapi.interfaces import IExpandableElement
from plone.restapi.services import Service
from zope.component import adapter
from zope.interface import implementer


@implementer(IExpandableElement)
@adapter(ICase, IMuniflowLayer)
class Decisions:
    """The decisions of a case as a component of it."""

    def __init__(self, context: ICase, request: IMuniflowLayer) -> None:
        self.context = context

    def __call__(self, expand: bool = False) -> dict[str, object]:
        """Return the address, with ``expand`` the decisions, too."""
        found: dict[str, object] = {"@id": f"{self.context.absolute_url()}/@decisions"}
        if expand:
            mine = undoable(self.context)
            found.update(
                {
                    "seen": token_of(self.context),
                    "items": [told.choice(one) for one in choices_for(self.context)],
                    "sign_offs": [told.signoff(line) for line in signoffs_of(self.context)],
                    "history": [told.act(one) for one in history_of(self.context)],
                    "undoable": None if mine is None else mine.id,
                }
            )
        return {"decisions": found}


class DecisionsGet(Service):
    """The decisions of a case."""

    def reply(self) -> dict[str, object]:
        """Return what may be decided, and what was."""
        return Decisions(self.context, self.request)(expand=True)["decisions"]
