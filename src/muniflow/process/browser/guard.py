"""What workflow expressions may call: may a transition be taken, and what time is it."""

from DateTime import DateTime
from muniflow.core import clock
from muniflow.process.conditions import holds
from muniflow.process.interfaces import IDecisionGuard
from muniflow.process.operations import definition_of
from muniflow.process.operations import values_of
from Products.Five import BrowserView
from zExceptions import NotFound
from zope.component import subscribers
from zope.interface import implementer
from zope.traversing.interfaces import ITraversable


@implementer(ITraversable)
class Passes(BrowserView):
    """Answers `object/@@muniflow-passes/<transition id>`; has no page of its own."""

    # Only the answer is reached through it, a plain yes or no.
    __roles__ = None
    __allow_access_to_unprotected_subobjects__ = True

    def traverse(self, name: str, further_path: list[str]) -> bool:
        """Tell whether a transition's condition holds for the case now and it is offered.

        What is offered may still be refused where it is tried: there the refusal has words.
        """
        transition = definition_of(self.context).transitions.get(name)
        if transition is None:
            raise NotFound(name)
        if not holds(transition.condition, values_of(self.context)):
            return False
        guards = subscribers([self.context], IDecisionGuard)
        return all(guard.offered(transition) for guard in guards)

    def __call__(self) -> None:
        """Be no page."""
        raise NotFound("muniflow-passes")


class Moment(BrowserView):
    """The time for the history of a case, from the clock of the product."""

    def __call__(self) -> DateTime:
        """Return the present moment."""
        return DateTime(clock.now())
