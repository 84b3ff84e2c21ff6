"""POST @withdraw-approval: withdraws an approval that the caller gave."""

from muniflow.approval.operations import withdraw_approval
from muniflow.approval.services.acting import ActService
from muniflow.approval.services.body import Body
from muniflow.approval.services.decisions.get import DecisionsGet


class WithdrawApprovalPost(ActService, DecisionsGet):
    """Withdraws the approval whose id in the history is ``act``."""

    def reply(self) -> dict[str, object]:
        """Withdraw, and answer as GET @decisions does."""
        body = Body(self.request)
        withdraw_approval(self.context, act=body.number("act"), comment=body.text("comment"))
        return super().reply()
