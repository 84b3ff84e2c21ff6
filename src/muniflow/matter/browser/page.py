"""The page of one general case."""

from muniflow import _
from muniflow.approval.pages import CasePage
from muniflow.core import formats
from muniflow.core.theme.interfaces import Fact


class GeneralCasePage(CasePage):
    """A case with the data of a matter of any kind."""

    def facts(self) -> list[Fact]:
        """Return the data of the case."""
        case = self.context
        deadline = formats.day(case.deadline, self.language)
        rows = [
            (_("label_partners", default="Partners"), "; ".join(case.partners or ()), False),
            (
                _("label_partner_reference", default="Partner's reference"),
                case.partner_reference or "",
                True,
            ),
            (_("label_deadline", default="Deadline"), deadline, False),
            (_("label_responsible", default="Responsible"), self.name(case.responsible), False),
            (_("label_notes", default="Notes"), case.description or "", False),
        ]
        return [Fact(name, value, number=number) for name, value, number in rows if value]
