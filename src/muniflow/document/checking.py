"""The nightly round over the files of every organisation, batch by batch."""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta
from muniflow import _
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.worker.interfaces import Item
from muniflow.core.worker.interfaces import Job
from muniflow.core.worker.operations import nudge
from muniflow.document.integrity import batches
from muniflow.document.integrity import CHECK
from muniflow.document.integrity import Check
from muniflow.document.integrity import check_of
from muniflow.document.integrity import digits_for
from muniflow.document.integrity import forget_gone
from muniflow.document.integrity import look_at
from muniflow.document.integrity import note_findings
from muniflow.document.integrity import Run
from muniflow.document.integrity import writable_check
from muniflow.document.interfaces import Finding
from muniflow.document.interfaces import IFiledDocument
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import organisations
from plone import api

NIGHT = 1
"""The hour from which a round begins; a server that is off at night begins in the morning."""

OFTEN = timedelta(minutes=10)


@dataclass(frozen=True)
class Looked:
    """What a batch was found to be."""

    versions: int
    paths: tuple[str, ...]
    findings: tuple[Finding, ...]


class Integrity(Job):
    """Hashes every version of every component anew and compares it with its record."""

    title = _("job_integrity", default="Files unharmed")
    every = OFTEN

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the batches of the rounds that are due; what was done stays done."""
        for organisation in organisations():
            yield from _batches(organisation)

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether the batch is still to be looked at in this round."""
        organisation = site.unrestrictedTraverse(item.path, None)
        if organisation is None:
            return False
        check = check_of(organisation)
        present = check.run.number if check.run is not None else 0
        if present != item.values["round"]:
            return present < item.values["round"]
        return not check.run.finished and item.values["batch"] not in check.done

    def prepare(self, site: object, item: Item) -> Looked:
        """Look at every file of the batch; the long part, outside the write lock."""
        versions, findings, paths = 0, [], []
        for path in item.values["paths"]:
            document = site.unrestrictedTraverse(path, None)
            if IFiledDocument.providedBy(document):
                number, found = look_at(document)
                versions += number
                findings += found
                paths.append(path)
                site._p_jar.cacheGC()
        return Looked(versions, tuple(paths), tuple(findings))

    def perform(self, site: object, item: Item, prepared: Looked) -> None:
        """Keep what was found, and end the round with its last batch."""
        organisation = site.unrestrictedTraverse(item.path)
        check = writable_check(organisation)
        _begin(check, item.values["round"], item.values["digits"])
        documents = [site.unrestrictedTraverse(path, None) for path in prepared.paths]
        note_findings(organisation, [d for d in documents if d is not None], prepared.findings)
        check.done[item.values["batch"]] = clock.now().isoformat()
        check.run = replace(
            check.run,
            documents=check.run.documents + len(prepared.paths),
            versions=check.run.versions + prepared.versions,
        )
        if set(check.done) >= set(item.values["all"]):
            _end(organisation, check)


def _batches(organisation: IOrganisation) -> Iterator[Item]:
    check = check_of(organisation)
    goes_on = check.run is not None and not check.run.finished
    if not goes_on and not _due(check, clock.today()):
        return
    known = _documents(organisation)
    digits = check.run.digits if goes_on else digits_for(len(known))
    number = (check.run.number if check.run is not None else 0) + (not goes_on)
    groups = list(batches(known, digits))
    path = "/".join(organisation.getPhysicalPath())
    everything = tuple(name for name, _paths in groups)
    for name, paths in groups:
        if goes_on and name in check.done:
            continue
        values = {"round": number, "batch": name, "digits": digits, "paths": tuple(paths)}
        title = f"{organisation.title} {name}"
        yield Item(f"{path} {number} {name}", title, path, {**values, "all": everything})


def _documents(organisation: IOrganisation) -> list[tuple[str, str]]:
    """Return UID and path of every document, whoever may see it."""
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="FiledDocument", organisation=organisation.getId()
    )
    return [(brain.UID, brain.getPath()) for brain in found]


def _due(check: Check, today: date) -> bool:
    """Tell whether a new round is to begin: asked for, or the night after the last one."""
    if check.run is None or check.asked:
        return True
    hour = clock.now().astimezone().hour
    return bool(check.run.finished) and check.run.day < today and hour >= NIGHT


def _begin(check: Check, number: int, digits: int) -> None:
    if check.run is None or check.run.number != number:
        check.run = Run(number, clock.today(), clock.now().isoformat(), digits)
        check.done.clear()
        check.asked = False


def _end(organisation: IOrganisation, check: Check) -> None:
    check.run = check.before = replace(check.run, finished=clock.now().isoformat())
    forget_gone(organisation, {uid for uid, _path in _documents(organisation)})
    journal.record(
        organisation,
        "integrity-checked",
        documents=check.run.documents,
        versions=check.run.versions,
        findings=len(check.findings),
    )


def check_now(organisation: IOrganisation) -> None:
    """Let a new round begin at once; one that is under way goes on."""
    check = writable_check(organisation)
    if check.run is not None and check.run.finished:
        check.asked = True
    journal.record(organisation, "integrity-asked")
    nudge(CHECK)
