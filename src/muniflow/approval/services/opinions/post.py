"""POST @opinions: asks units for their opinion, or gives one."""

from muniflow.approval.operations import ask_opinion
from muniflow.approval.operations import give_opinion
from muniflow.approval.services.acting import ActService
from muniflow.approval.services.body import Body
from muniflow.approval.services.opinions.get import OpinionsGet


class OpinionsPost(ActService, OpinionsGet):
    """With ``text`` answers a question, else asks the ``units``."""

    def reply(self) -> dict[str, object]:
        """Ask or answer, and return all opinions."""
        body = Body(self.request)
        text = body.text("text")
        if text:
            give_opinion(self.context, opinion=body.number("opinion"), text=text)
        else:
            ask_opinion(
                self.context,
                units=body.texts("units"),
                question=body.text("question"),
                until=body.day("until"),
            )
        return super().reply()
