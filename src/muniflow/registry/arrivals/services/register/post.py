"""POST @register: registers an arrival into a case or a new one."""

from muniflow import _
from muniflow.core import clock
from muniflow.core.errors import Invalid
from muniflow.organisation.operations import calendar_of
from muniflow.organisation.operations import organisation_of
from muniflow.registry.arrivals.interfaces import NewCase
from muniflow.registry.arrivals.operations import register_arrival
from muniflow.registry.arrivals.services.body import ActService
from muniflow.registry.arrivals.services.body import Body
from muniflow.registry.arrivals.services.told import told
from muniflow.registry.arrivals.terms import term_day
from muniflow.registry.interfaces import ICase
from plone.app.uuid.utils import uuidToObject


class RegisterPost(ActService):
    """``into`` is the UID of a case, ``new`` says what the new case is."""

    def reply(self) -> dict[str, object]:
        """Return the arrival with the number it was registered under."""
        body = Body.of(self.request)
        register_arrival(self.context, into=self._target(body), title=body.text("title"))
        return told(self.context)

    def _target(self, body: Body) -> ICase | NewCase:
        if "into" not in body:
            return self._new(body.part("new"))
        case = uuidToObject(body.text("into"))
        if not ICase.providedBy(case):
            raise Invalid(
                _("error_register_case_gone", default="That case is not there; choose another.")
            )
        return case

    def _new(self, part: Body) -> NewCase:
        calendar = calendar_of(organisation_of(self.context))
        return NewCase(
            title=part.text("title") or self.context.title,
            unit=part.text("unit"),
            handler=part.text("handler"),
            plan_item=part.text("plan_item"),
            due=term_day(part.text("term"), clock.today(), calendar),
        )
