"""Everything that proves a database clean, asked inside of the server that has it open."""

from bench import muniflow_data
from collections import Counter
from datetime import timedelta
from io import BytesIO
from muniflow.core import clock
from muniflow.core.interfaces import IJournal
from muniflow.core.interfaces import IReadOnlyPost
from muniflow.core.journal.command import judge
from muniflow.core.journal.exporting import read_exports
from muniflow.core.journal.exporting import write_export
from muniflow.core.journal.sealing import seal
from muniflow.organisation.interfaces import IOrganisation
from muniflow.registry.auditing import audit_register
from pathlib import Path
from plone import api
from Products.Five.browser import BrowserView
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from zope.interface import implementer

import json
import transaction

NOTHING_KNOWN = SimpleNamespace(until="", certificate="")


@implementer(IReadOnlyPost)
class AuditView(BrowserView):
    """Says what is wrong; the body names what clients were told is stored."""

    def __call__(self) -> str:
        """Return the findings as JSON; nothing is stored."""
        acknowledged = json.loads(self.request.get("BODY") or "[]")
        organisation = api.portal.get()[muniflow_data.ORGANISATION]
        try:
            found = findings(organisation, acknowledged)
        finally:
            transaction.abort()
        self.request.response.setHeader("Content-Type", "application/json")
        return json.dumps(found)


def findings(organisation: IOrganisation, acknowledged: list[str]) -> dict[str, object]:
    """Count the faults of the registers, of the journal, between the two, and to the clients."""
    registers = list(organisation["registers"].values())
    entries = [entry for register in registers for entry in register.book.entries()]
    numbers = Counter((entry.uid, entry.number) for entry in entries)
    told = Counter(_told(organisation))
    return {
        "registered": len(entries),
        "register": [_text(f) for r in registers for f in audit_register(r).findings],
        "journal": _journal(organisation),
        "book and journal differ": sorted(map(str, (numbers - told) + (told - numbers))),
        "book and catalog differ": sorted({e.uid for e in entries} ^ _catalogued(organisation)),
        "acknowledged and lost": sorted(set(acknowledged) - {entry.uid for entry in entries}),
    }


def _text(finding: object) -> str:
    return f"{finding.kind} {finding.number} {finding.note}".strip()


def _told(organisation: IOrganisation) -> list[tuple[str, str]]:
    entries = IJournal(organisation).entries()
    return [(e["uid"], e["details"]["number"]) for e in entries if e["act"] == "registered"]


def _catalogued(organisation: IOrganisation) -> set[str]:
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(path="/".join(organisation.getPhysicalPath()))
    return {brain.UID for brain in found if brain.registry_number}


def _journal(organisation: IOrganisation) -> list[str]:
    """Seal all days, export them, and prove the export as an outsider would; it is undone."""
    ledger = IJournal(organisation).writable()
    tomorrow = clock.now() + timedelta(days=1)
    days = sorted({name[:10] for name in ledger.names()} - set(ledger.seals))
    with clock.frozen(tomorrow):
        for day in days:
            seal(organisation, day)
    package = BytesIO()
    write_export(organisation, ledger, list(ledger.seals), package)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "journal.zip"
        path.write_bytes(package.getvalue())
        verdicts = [judge(files, NOTHING_KNOWN, []) for files in read_exports([path]).values()]
    if not any(verdict.days for verdict in verdicts):
        return ["nothing was sealed"]
    return [finding for verdict in verdicts for finding in verdict.findings]
