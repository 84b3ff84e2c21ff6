"""Takes one's own acts back: the last one, or an approval."""

from muniflow import _
from muniflow.approval.browser.acting import CaseAct
from muniflow.approval.browser.acting import CaseForm
from muniflow.approval.browser.choosing import Option
from muniflow.approval.operations import done
from muniflow.approval.operations import undo
from muniflow.approval.operations import withdraw_approval
from muniflow.approval.operations import words
from plone.uuid.interfaces import IUUID
from zope.i18nmessageid import Message


class UndoView(CaseAct):
    """Takes the reader's last act back."""

    def act(self) -> Message:
        """Take it back."""
        undo(self.context)
        return _("text_undone", default="Taken back: everything stands as it did before.")

    def leave(self) -> str:
        """Lead to the case again, in the queue where it stands there."""
        if not self.words("queue"):
            return super().leave()
        return self.back(f"{self.site_url}/@@approve?item={IUUID(self.context)}")


class WithdrawApprovalForm(CaseForm):
    """Withdraws an approval that still counts, with a reason."""

    page_title = _("heading_withdraw_approval", default="Withdraw my approval")

    def approvals(self) -> list[Option]:
        """Return the approvals to choose from, the newest chosen."""
        found = list(reversed(self.withdrawable()))
        wanted = self.number("act") or (found[0].id if found else 0)
        return [
            Option(
                str(act.id),
                f"{words(act.step_name)}: {done(act.title)}, {self.moment(act.time)}",
                act.id == wanted,
            )
            for act in found
        ]

    def act(self) -> Message:
        """Withdraw it."""
        withdraw_approval(self.context, act=self.number("act"), comment=self.words("comment"))
        return _(
            "text_approval_withdrawn",
            default="Your approval has been withdrawn; it is asked for anew.",
        )
