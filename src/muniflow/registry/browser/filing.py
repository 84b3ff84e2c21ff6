"""Files documents in a case with what the register writes down of them."""

from collections.abc import Mapping
from functools import cached_property
from muniflow.core import clock
from muniflow.core.pages import Page
from muniflow.document.operations import file_document
from muniflow.document.pages import Filing
from muniflow.registry.arrivals.interfaces import CARRIERS
from muniflow.registry.arrivals.interfaces import MODES
from muniflow.registry.exports.words import DIRECTIONS
from muniflow.registry.interfaces import Facts
from muniflow.registry.interfaces import INCOMING
from muniflow.registry.interfaces import INTERNAL
from zope.i18nmessageid import Message

LONGEST = 300
"""Characters of a name or number of the other side."""

MOST_ANNEXES = 9_999


class CaseFiling(Filing):
    """Takes the files of a form together with their direction and the other side."""

    def take(self, filename: str, data: bytes) -> None:
        """File one."""
        facts = facts_in(self.request.form)
        file_document(self.context, title="", filename=filename, data=data, facts=facts)


class FilingFields(Page):
    """The fields of that form, folded: most of what is filed by hand is internal."""

    @property
    def registered(self) -> bool:
        """True when what is filed is registered at once."""
        return bool(self.context.registry_number)

    def choices(self, name: str) -> list[tuple[str, Message]]:
        """Return the values of a field."""
        known = {"direction": DIRECTIONS, "mode": MODES, "carrier": CARRIERS}[name]
        return sorted(known.items(), key=lambda item: item[0] != INTERNAL)

    @cached_property
    def partners(self) -> list[str]:
        """The other sides of the case, to choose from."""
        return list(getattr(self.context, "partners", None) or ())


def facts_in(form: Mapping[str, object]) -> Facts:
    """Return what a form says of a document; what it does not know is left out."""
    direction = _known(form, "direction", DIRECTIONS) or INTERNAL
    annexes = _text(form, "annexes")
    return Facts(
        direction=direction,
        partner=_text(form, "partner"),
        reference=_text(form, "reference"),
        mode=_known(form, "mode", MODES),
        carrier=_known(form, "carrier", CARRIERS),
        annexes=min(int(annexes), MOST_ANNEXES) if annexes.isdecimal() else 0,
        received=clock.now().isoformat() if direction == INCOMING else "",
    )


def _text(form: Mapping[str, object], name: str) -> str:
    value = form.get(name, "")
    return " ".join(value.split())[:LONGEST] if isinstance(value, str) else ""


def _known(form: Mapping[str, object], name: str, known: Mapping[str, Message]) -> str:
    value = _text(form, name)
    return value if value in known else ""
