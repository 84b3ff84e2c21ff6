"""The part of a process page that says what of the drawing is executed."""

from dataclasses import replace
from functools import cached_property
from muniflow.process.kinds import kind_words
from muniflow.process.listing import ElementReport
from muniflow.process.listing import executability
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Executed:
    """A part of a page that has a model and its problems."""

    executed = ViewPageTemplateFile("executed.pt")

    @cached_property
    def reports(self) -> list[ElementReport]:
        """The reports on all elements, none without a drawing."""
        if self.model is None:
            return []
        # Problems call the process by its place in the library.
        model = replace(self.model, id=self.context.getId())
        return executability(model, self.problems)

    @property
    def left_out(self) -> list[ElementReport]:
        """The reports on what is not executed."""
        return [report for report in self.reports if not report.executable]

    def kind(self, report: ElementReport) -> str:
        """Return what people call the kind of an element."""
        return self.say(kind_words(report.kind))
