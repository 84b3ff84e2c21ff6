"""The list of an organisation as data: asked, handed over, ended, cancelled."""

from muniflow.core import clock
from muniflow.registry.dispatch.interfaces import CANCELLED
from muniflow.registry.dispatch.interfaces import Wanted
from muniflow.registry.dispatch.operations import cancel_dispatch
from muniflow.registry.dispatch.operations import dispatches
from muniflow.registry.dispatch.operations import end_dispatch
from muniflow.registry.dispatch.operations import hand_over
from muniflow.registry.dispatch.operations import titles_for
from muniflow.registry.dispatch.services.acting import ActService
from muniflow.registry.dispatch.services.serialised import serialised
from plone.restapi.services import Service
from zope.i18n import translate

SIZE = 50
MOST = 500


class DispatchListGet(Service):
    """GET @dispatches: a page of a year's list, the newest first."""

    def reply(self) -> dict[str, object]:
        """Return what is asked for by state, day, mode, year, b_start and b_size."""
        wanted = Wanted(self._asked("state"), self._asked("day"), self._asked("mode"))
        found = dispatches(self.context, wanted, self._number("year", clock.today().year))
        start = self._number("b_start", 0)
        page = found[start : start + min(self._number("b_size", SIZE), MOST)]
        titles = titles_for(self.context, page)
        return {
            "@id": f"{self.context.absolute_url()}/@dispatches",
            "items": [serialised(one, titles.get(one.document)) for one in page],
            "items_total": len(found),
        }

    def _asked(self, name: str) -> str:
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    def _number(self, name: str, default: int) -> int:
        asked = self._asked(name)
        return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else default


class HandOverPost(ActService):
    """POST @dispatches-handed: hands dispatches to the carrier, each for itself."""

    def reply(self) -> dict[str, object]:
        """Hand over ``{"items": [{"number": …, "tracking": …}]}``."""
        items = self.items(self.body(), "items")
        told = hand_over(
            self.context,
            [(self.text(one, "number"), self.text(one, "tracking")) for one in items],
        )
        return {
            "@id": f"{self.context.absolute_url()}/@dispatches-handed",
            "items": [
                {
                    "number": one.number,
                    "done": one.problem is None,
                    "refused_because": one.problem
                    and translate(one.problem, context=self.request),
                }
                for one in told
            ],
        }


class DispatchEndPost(ActService):
    """POST @dispatch-end: writes down what became of a dispatch, or cancels it."""

    def reply(self) -> dict[str, object]:
        """Take ``{"number": …, "state": …, "day": …, "reason": …, "receipt": …}``."""
        body = self.body()
        number, state = self.text(body, "number"), self.text(body, "state")
        reason = self.text(body, "reason")
        if state == CANCELLED:
            return serialised(cancel_dispatch(self.context, number, reason=reason))
        ended = end_dispatch(
            self.context,
            number,
            state,
            day=self.day(body, "day"),
            reason=reason,
            receipt=self.text(body, "receipt"),
        )
        return serialised(ended)
