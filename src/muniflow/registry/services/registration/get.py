"""GET @registration: what the register says of a document."""

from Acquisition import aq_base
from dataclasses import asdict
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.document.interfaces import IFiledDocument
from muniflow.registry.interfaces import Facts
from muniflow.registry.interfaces import ICase
from muniflow.registry.interfaces import Moved
from muniflow.registry.operations import register_of
from plone.restapi.interfaces import IExpandableElement
from plone.restapi.services import Service
from zope.component import adapter
from zope.interface import implementer


@implementer(IExpandableElement)
@adapter(IFiledDocument, IMuniflowLayer)
class Registration:
    """The entry of a document as a component of it."""

    def __init__(self, context: IFiledDocument, request: IMuniflowLayer) -> None:
        self.context = context

    def __call__(self, expand: bool = False) -> dict[str, object]:
        """Return the address, with ``expand`` the entry, too."""
        found: dict[str, object] = {"@id": f"{self.context.absolute_url()}/@registration"}
        if expand:
            found.update(self._entry())
        return {"registration": found}

    def _entry(self) -> dict[str, object]:
        document = aq_base(self.context)
        facts = getattr(document, "facts", None) or Facts()
        return {
            "number": document.registry_number,
            "register": self._register(),
            "facts": asdict(facts),
            "void": document.voided,
            "moved_to": _number(getattr(document, "moved_to", None)),
            "moved_from": _number(getattr(document, "moved_from", None)),
        }

    def _register(self) -> str:
        numbered = self.context.registry_number and ICase.providedBy(self.context.aq_parent)
        return register_of(self.context).getId() if numbered else ""


def _number(moved: Moved | None) -> str:
    return "" if moved is None else moved.number


class RegistrationGet(Service):
    """The entry of a document."""

    def reply(self) -> dict[str, object]:
        """Return number, register, facts and corrections."""
        return Registration(self.context, self.request)(expand=True)["registration"]
