"""POST @hand-over: forwards or delegates a step."""

from muniflow import _
from muniflow.approval.operations import delegate
from muniflow.approval.operations import forward
from muniflow.approval.services.acting import ActService
from muniflow.approval.services.body import Body
from muniflow.approval.services.standing.get import StandingGet
from muniflow.core.errors import Invalid

VERBS = {"forward": forward, "delegate": delegate}


class HandOverPost(ActService, StandingGet):
    """Hands a step to a colleague and answers with whom the case is now."""

    def reply(self) -> dict[str, object]:
        """Forward to a holder of the same function, or delegate to any colleague."""
        body = Body(self.request)
        how = body.text("how", required=True)
        if how not in VERBS:
            message = _(
                "error_hand_over_how",
                default="“${value}” is none of: ${known}.",
                mapping={"value": how, "known": ", ".join(VERBS)},
            )
            raise Invalid(message)
        VERBS[how](self.context, to=body.text("to", required=True), comment=body.text("comment"))
        return super().reply()
