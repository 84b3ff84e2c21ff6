"""GET @standing: with whom a case is, since when, and what holds it."""

from muniflow.approval.operations import awaited
from muniflow.approval.operations import standing_of
from muniflow.approval.operations import words
from muniflow.approval.services import told
from plone.restapi.services import Service


class StandingGet(Service):
    """Why a case stands where it stands."""

    def reply(self) -> dict[str, object]:
        """Return step, people and reasons; nothing but the address for a case that has ended."""
        found: dict[str, object] = {"@id": f"{self.context.absolute_url()}/@standing"}
        standing = standing_of(self.context)
        if standing is not None:
            found.update(
                {
                    "step": words(standing.step),
                    "people": told.people(standing.people),
                    "since": standing.since,
                    "working_days_waiting": standing.waiting,
                    "working_days_late": standing.late,
                    "blocked": standing.blocked,
                    "because": [told.say(reason) for reason in standing.reasons],
                    "awaited": list(awaited(self.context)),
                }
            )
        return found
