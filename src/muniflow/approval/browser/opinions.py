"""Asks units for their opinion, takes it in, takes the question back."""

from muniflow import _
from muniflow.approval.browser.acting import CaseAct
from muniflow.approval.browser.acting import CaseForm
from muniflow.approval.browser.choosing import Option
from muniflow.approval.browser.choosing import units
from muniflow.approval.operations import ask_opinion
from muniflow.approval.operations import give_opinion
from muniflow.approval.operations import withdraw_question
from zope.i18nmessageid import Message


class AskOpinionForm(CaseForm):
    """Asks one or several units at once."""

    page_title = _("heading_ask_opinion", default="Ask for an opinion")

    def units(self) -> list[Option]:
        """Return the units; those that have not answered yet are left out."""
        asked = {o.unit for o in self.progress.opinions if o.open}
        return [u for u in units(self, self.many("units")) if u.value not in asked]

    def act(self) -> Message:
        """Ask."""
        ask_opinion(
            self.context,
            units=self.many("units"),
            question=self.words("question"),
            until=self.date("until"),
        )
        return _("text_opinion_asked", default="The question has been asked.")


class GiveOpinion(CaseAct):
    """Takes an answer in."""

    def act(self) -> Message:
        """Answer."""
        give_opinion(self.context, opinion=self.number("opinion"), text=self.words("text"))
        return _("text_opinion_given", default="Thank you, your opinion stands on the case now.")


class WithdrawQuestion(CaseAct):
    """Takes a question back."""

    def act(self) -> Message:
        """Take it back."""
        withdraw_question(self.context, opinion=self.number("opinion"))
        return _("text_question_withdrawn", default="The question has been taken back.")
