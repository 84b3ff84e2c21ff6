"""POST @undo: takes the caller's last act back."""

from muniflow.approval.operations import undo
from muniflow.approval.services.acting import ActService
from muniflow.approval.services.decisions.get import DecisionsGet


class UndoPost(ActService, DecisionsGet):
    """Takes the last act back and answers as GET @decisions does."""

    def reply(self) -> dict[str, object]:
        """Undo; what is refused is answered with the reason."""
        undo(self.context)
        return super().reply()
