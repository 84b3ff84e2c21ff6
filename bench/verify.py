"""Compares a database with what its clients were told, in a process of its own.

Usage: python -m bench.verify CONF FILE, where FILE holds the UIDs of what was acknowledged.
"""

from bench import muniflow_data
from collections import Counter
from muniflow.cli import application
from muniflow.organisation.interfaces import IOrganisation
from pathlib import Path
from plone import api
from zope.component.hooks import setSite
from Zope2.Startup.run import configure_wsgi

import json
import sys
import Zope2


def main(conf: str, file: str) -> None:
    """Print the findings as one line of JSON."""
    configure_wsgi(str(Path(conf).resolve()))
    Zope2.startup_wsgi()
    with application() as app:
        site = app[muniflow_data.SITE]
        setSite(site)
        acknowledged = json.loads(Path(file).read_text())
        print(json.dumps(findings(site[muniflow_data.ORGANISATION], acknowledged)))
    Zope2.DB.close()


def findings(organisation: IOrganisation, acknowledged: list[str]) -> dict[str, int]:
    """Count the faults: of the book, between book and cases, and against the clients."""
    (register,) = organisation["registers"].values()
    entries = [e for e in register.book.entries() if e.sub == 0]
    mains = [e.main for e in entries]
    (year,) = organisation["cases"].values()
    numbers = {c.UID(): c.registry_number for c in year.values() if c.registry_number}
    found = api.content.find(portal_type="OutgoingContract", context=organisation)
    known = {brain.UID: brain.registry_number for brain in found if brain.registry_number}
    return {
        "registered": len(entries),
        "gaps": len(set(range(1, register.book.last + 1)) - set(mains)),
        "duplicates": sum(n - 1 for n in Counter(mains).values())
        + sum(n - 1 for n in Counter(numbers.values()).values()),
        "book and cases differ": len({e.uid: e.number for e in entries}.items() ^ numbers.items()),
        "catalog and cases differ": len(known.items() ^ numbers.items()),
        "acknowledged and lost": len(set(acknowledged) - set(numbers)),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
