"""POST @message: says that a message has come for which a case waits."""

from muniflow.approval.operations import take_in
from muniflow.approval.services.acting import ActService
from muniflow.approval.services.body import Body
from muniflow.approval.services.standing.get import StandingGet


class MessagePost(ActService, StandingGet):
    """Takes a message in by its name and answers where the case stands then."""

    def reply(self) -> dict[str, object]:
        """Take it in; what is not awaited is answered with what is."""
        body = Body(self.request)
        message = body.text("message", required=True)
        take_in(self.context, message=message, comment=body.text("comment"))
        return super().reply()
