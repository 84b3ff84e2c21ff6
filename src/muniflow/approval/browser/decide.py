"""Takes a decision that was made on a page."""

from muniflow import _
from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.approval.operations import words
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page

import transaction


class DecideView(Page):
    """Answers the decision panel: decides, then leads back to the case with a sentence."""

    def __call__(self) -> str:
        """Take the decision named in the form."""
        chosen = self.request.form.get("decision", "")
        comment = self.request.form.get("comment", "")
        if self.request.method != "POST":
            return self.back()
        titles = {c.id: words(c.title) for c in decisions_for(self.context)}
        try:
            decide(self.context, transition=chosen, comment=comment)
        except MuniflowError as error:
            # Nothing of a refused decision is kept.
            transaction.abort()
            self.tell_error(error)
            return self.back()
        self.tell(
            _(
                "text_decided",
                default="Done: ${decision}.",
                mapping={"decision": titles[chosen]},
            ),
            "success",
        )
        return self.back()
