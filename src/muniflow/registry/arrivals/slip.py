"""The sheet that stands for a paper of which there is no scan."""

from muniflow import _
from muniflow.core.formats import moment
from muniflow.registry.arrivals.interfaces import CARRIERS
from muniflow.registry.arrivals.interfaces import MODES
from muniflow.registry.interfaces import Facts
from plone import api
from plone.namedfile.file import NamedBlobFile
from zope.i18n import translate
from zope.i18nmessageid import Message


def slip(title: str, facts: Facts) -> tuple[str, NamedBlobFile]:
    """Return the name and file of a text that says what the paper is and where to look for it."""
    language = api.portal.get_default_language()

    def say(text: Message | str) -> str:
        return translate(text, target_language=language)

    rows = (
        (_("label_subject", default="Subject"), title),
        (_("label_arrival_number", default="Arrival number"), facts.arrival),
        (_("label_partner", default="Partner"), facts.partner),
        (_("label_address", default="Address"), facts.address),
        (_("label_received", default="Received"), moment(facts.received, language)),
        (_("label_mode", default="How it came"), say(MODES.get(facts.mode, facts.mode))),
        (_("label_carrier", default="Carrier"), say(CARRIERS.get(facts.carrier, facts.carrier))),
        (_("label_their_reference", default="Their reference number"), facts.reference),
        (_("label_annexes", default="Annexes"), str(facts.annexes or "")),
    )
    lines = [
        say(_("slip_heading", default="Sheet for a paper without a scan")),
        "",
        *(f"{say(name)}: {value}" for name, value in rows if value),
        "",
        say(_("slip_where", default="The paper itself is kept with the case.")),
        "",
    ]
    name = say(_("slip_name", default="sheet"))
    filename = f"{name}.txt"
    return filename, NamedBlobFile("\n".join(lines).encode(), "text/plain", filename)
