"""A day's entries as transaction log of NSESSS (namespace 2023/log), for Czech archives.

What has no name of its own there is told in words: the schema has a place for that.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from lxml import etree
from muniflow.core.journal.rules import begin
from muniflow.core.journal.rules import next_day

import re

NAMESPACE = "http://www.mvcr.cz/nsesss/2023/log"

OBJECTS = {
    "Arrival": "Zasilka",
    "FiledDocument": "Dokument",
    "GeneralCase": "Spis",
    "IncomingContract": "Spis",
    "Organisation": "OrganizacniJednotka",
    "OutgoingContract": "Spis",
    "Post": "FunkcniMisto",
    "Process": "KonfiguraceSystemu",
    "Register": "Denik",
    "Section": "KonfiguraceSystemu",
    "Unit": "OrganizacniJednotka",
}
"""Type of content: type of object there."""

EVENTS = {
    "case-changed": "Uprava",
    "case-started": "Zalozeni",
    "calendar-changed": "Uprava",
    "delegated": "ZmenaZpracovatele",
    "component-added": "VlozeniKDokumentu",
    "confidentiality-changed": "Uprava",
    "dispatch-handed": "Vypraveno",
    "dispatch-prepared": "VlozeniKVypraveni",
    "document-approved": "Schvaleni",
    "document-dispatched": "Vypraveno",
    "document-filed": "Zalozeni",
    "document-finalised": "FinalniVerze",
    "forwarded": "ZmenaZpracovatele",
    "handed-over": "ZmenaZpracovatele",
    "organisation-founded": "Zalozeni",
    "post-changed": "Uprava",
    "post-given": "Zalozeni",
    "post-imported": "Zalozeni",
    "post-removed": "Zruseni",
    "process-bound": "Uprava",
    "register-closed": "Uzavreni",
    "register-opened": "Otevreni",
    "registered": "PripojeniCJ",
    "rights-changed": "Uprava",
    "version-added": "NovaVerze",
    "viewed": "Zobrazeni",
    "voided": "Storno",
}
"""Act: type of event there."""

PERSON_LONGEST = 100
ID_LONGEST = 50

PARAMETER_LONGEST = 32
NO_PARAMETER = re.compile(r'[^\x21-\x7e]|[=\]"]')
"""What a parameter's name may not hold by RFC 5424, section 6.3.3."""

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Source:
    """Whose day it is, and what wrote it down."""

    organisation: str
    day: str
    version: str
    now: datetime

    @property
    def id(self) -> str:
        """Who gave the identifiers."""
        return f"{self.organisation[: ID_LONGEST - 9]}.muniflow"


def log(
    records: Iterable[Mapping[str, object]], source: Source, names: Mapping[str, str]
) -> bytes:
    """Return the transaction log of a day; ``names`` are full names by person."""
    root = etree.Element(f"{{{NAMESPACE}}}TransakcniLogSystemu", nsmap={None: NAMESPACE})
    _head(_add(root, "TransLogInfo"), source)
    events = _add(root, "Udalosti")
    for record in records:
        _event(_add(events, "Udalost"), record, source, names)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def parameter(name: str) -> str:
    """Return a name as RFC 5424 has it."""
    return NO_PARAMETER.sub("_", name)[:PARAMETER_LONGEST] or "_"


def _head(info: etree._Element, source: Source) -> None:
    _identifier(info, f"journal-{source.day}", source)
    _add(info, "DatumVzniku", source.now.isoformat())
    _add(info, "DatumCasOd", begin(source.day).isoformat())
    _add(info, "DatumCasDo", begin(next_day(source.day)).isoformat())
    _add(info, "Software", "muniflow")
    _add(info, "VerzeSoftware", source.version)


def _event(
    event: etree._Element,
    record: Mapping[str, object],
    source: Source,
    names: Mapping[str, str],
) -> None:
    entry = record["entry"]
    act = str(entry["act"])
    _add(event, "Poradi", str(record["number"]))
    _add(event, "DatumVzniku", str(entry["time"]))
    _add(event, "provedlKdo", _who(entry, names))
    _choice(_add(event, "TypUdalosti"), "TypUdalosti", event_type(entry), act)
    parameters = _add(event, "ParametryUdalosti")
    for name, values in _parameters(entry):
        one = _add(parameters, "ParametrUdalosti")
        _add(one, "NazevParametru", parameter(name))
        for value in values:
            _add(one, "HodnotaParametru", value)
    _add(event, "PopisUdalosti", act)
    thing = _add(event, "Objekt")
    kind = str(entry.get("type", ""))
    _choice(_add(thing, "TypObjektu"), "TypObjektu", OBJECTS.get(kind), kind or "-")
    _identifier(thing, str(entry["uid"] or entry["path"])[-ID_LONGEST:], source)


def event_type(entry: Mapping[str, object]) -> str | None:
    """Return the type of event of an entry, None where it has no name there."""
    if entry["act"] == "decided" and entry["details"].get("decision") == "approve":
        return "Schvaleni"
    return EVENTS.get(str(entry["act"]))


def _who(entry: Mapping[str, object], names: Mapping[str, str]) -> str:
    actor = str(entry["actor"])
    parts = [names[actor], str(entry["acting_as"]), actor] if actor else ["muniflow"]
    return _clean(", ".join(part for part in dict.fromkeys(parts) if part))[:PERSON_LONGEST]


def _parameters(entry: Mapping[str, object]) -> Iterator[tuple[str, list[str]]]:
    for name in ("id", "channel", "path"):
        if entry.get(name):
            yield name, [str(entry[name])]
    for name, value in sorted(entry["details"].items()):
        several = value if isinstance(value, (list, tuple)) else [value]
        shown = [str(one) for one in several if one not in (None, "")]
        if shown:
            yield name, shown


def _choice(element: etree._Element, name: str, known: str | None, words: str) -> None:
    if known:
        _add(element, f"{name}Id", known)
    else:
        _add(element, f"{name}Text", words)


def _identifier(element: etree._Element, value: str, source: Source) -> None:
    identifier = _add(element, "Identifikator")
    _add(identifier, "HodnotaID", value)
    _add(identifier, "ZdrojID", source.id)


def _add(element: etree._Element, name: str, text: str = "") -> etree._Element:
    child = etree.SubElement(element, f"{{{NAMESPACE}}}{name}")
    if text:
        child.text = _clean(text)
    return child


def _clean(text: str) -> str:
    return NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
