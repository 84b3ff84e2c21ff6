"""What plone.restapi says of a document: its state, its components, their versions."""

from collections.abc import Mapping
from dataclasses import asdict
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.document.interfaces import Component
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.interfaces import MAIN
from muniflow.document.interfaces import VersionRecord
from muniflow.document.reading import components_of
from muniflow.document.rules import HASH
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from zope.component import adapter
from zope.interface import implementer

INSIDE = ("saved",)
"""What is nobody's business outside."""


@implementer(ISerializeToJson)
@adapter(IFiledDocument, IMuniflowLayer)
class SerializeDocument(SerializeToJson):
    """A document as any content, with what is its own."""

    def __call__(
        self, version: str | None = None, include_items: bool = True
    ) -> Mapping[str, object]:
        """Return the fields of the type and what is known of the files."""
        found = super().__call__(version=version, include_items=include_items)
        document = self.context
        found["registry_number"] = document.registry_number
        found["status"] = document.status
        found["status_set"] = asdict(document.status_set) if document.status_set else None
        found["unpacking"] = asdict(document.unpacking) if document.unpacking else None
        found["components"] = [self._component(one) for one in components_of(document)]
        return found

    def _component(self, component: Component) -> dict[str, object]:
        return {
            "number": component.number,
            "name": component.name,
            "source": component.source,
            "source_version": component.source_version,
            "versions": [self._version(component.number, v) for v in component.versions],
        }

    def _version(self, component: int, version: VersionRecord) -> dict[str, object]:
        url = self.context.absolute_url()
        place = f"{url}/@@version" if component == MAIN else f"{url}/@@component/{component}"
        told = {k: v for k, v in asdict(version).items() if k not in INSIDE}
        return {**told, "hash_function": HASH, "download": f"{place}/{version.number}"}
