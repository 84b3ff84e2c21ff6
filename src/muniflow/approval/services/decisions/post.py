"""POST @decisions: takes a decision."""

from muniflow.approval.operations import decide
from muniflow.approval.services.acting import ActService
from muniflow.approval.services.body import Body
from muniflow.approval.services.decisions.get import DecisionsGet


class DecisionsPost(ActService, DecisionsGet):
    """Takes the decision named in the body and answers as GET does."""

    def reply(self) -> dict[str, object]:
        """Decide; what is refused is answered with the reason."""
        body = Body(self.request)
        decide(
            self.context,
            transition=body.text("decision", required=True),
            comment=body.text("comment"),
            seen=body.text("seen"),
            missing=body.text("missing"),
            until=body.day("until"),
            to=body.text("to"),
            checked=body.texts("checked"),
        )
        return super().reply()
