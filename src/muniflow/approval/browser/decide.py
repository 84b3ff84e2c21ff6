"""Takes a decision that was made on a page."""

from functools import cached_property
from muniflow import _
from muniflow.approval.browser.acting import CaseAct
from muniflow.approval.browser.acting import CaseForm
from muniflow.approval.browser.choosing import colleagues
from muniflow.approval.browser.choosing import Option
from muniflow.approval.errors import CommentMissing
from muniflow.approval.interfaces import Choice
from muniflow.approval.operations import choices_for
from muniflow.approval.operations import decide
from muniflow.approval.operations import words
from muniflow.approval.undoing import undoable
from muniflow.core.errors import MuniflowError
from zope.component import getMultiAdapter
from zope.i18nmessageid import Message


class DecideView(CaseAct):
    """Answers the decision panel: decides, then leads on with a sentence."""

    def act(self) -> Message | str:
        """Take the decision named in the form."""
        wanted = self.words("decision")
        titles = {c.id: words(c.title) for c in choices_for(self.context)}
        decide(
            self.context,
            transition=wanted,
            comment=self.words("comment"),
            seen=self.words("seen"),
            missing=self.words("missing"),
            until=self.date("until"),
            to=self.words("to"),
            checked=self.many("checked"),
        )
        if undoable(self.context) is not None:
            # The page that follows says it, with the button that takes it back.
            return ""
        return _(
            "text_decided",
            default="Done: ${decision}.",
            mapping={"decision": titles[wanted]},
        )

    def again(self, error: MuniflowError) -> str:
        """Ask for what a return lacks on its own page; else show the page again."""
        asked = self.words("from") == "decision" or isinstance(error, CommentMissing)
        form = getMultiAdapter((self.context, self.request), name="decision")
        if asked and form.choice is not None and form.asks:
            return form.index()
        return super().again(error)


class DecisionForm(CaseForm):
    """One decision on a page of its own: a return with all that belongs to it, a withdrawal."""

    @property
    def page_title(self) -> str:
        """The decision."""
        return words(self.choice.title) if self.choice else self.context.title

    @cached_property
    def choice(self) -> Choice | None:
        """The decision asked for, None when it is not the reader's now."""
        wanted = self.words("decision")
        mine = [c for c in choices_for(self.context) if c.obstacle is None]
        return next((c for c in mine if c.id == wanted), None)

    @property
    def returning(self) -> bool:
        """True when what is missing is asked from somebody."""
        if self.choice is None or self.choice.kind != "return":
            return False
        target = self.definition.transitions[self.choice.id].target
        return self.definition.states[target].actor == "responsible"

    @property
    def asks(self) -> bool:
        """True for decisions that have this page."""
        return self.returning or (self.choice is not None and self._rare(self.choice))

    @property
    def seen(self) -> str:
        """What the page from which one came has seen, else this one."""
        return self.words("seen") or self.token

    def people(self) -> list[Option]:
        """Return from whom something can be asked, the responsible person chosen."""
        chosen = self.words("to") or self.context.responsible
        return colleagues(self, chosen)

    def __call__(self) -> str:
        """Return the page; a POST here only brings along what was written so far."""
        if self.choice is None:
            return self.back()
        return self.index()
