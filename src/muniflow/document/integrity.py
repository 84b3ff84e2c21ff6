"""Is every file still what it was? What the nightly check found, by organisation."""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from muniflow.core import clock
from muniflow.core import journal
from muniflow.document.interfaces import Finding
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.reading import all_versions
from muniflow.document.reading import blob_of
from muniflow.document.rules import HASH
from muniflow.document.rules import sha256_of
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import organisation_of
from persistent import Persistent
from plone.uuid.interfaces import IUUID
from ZODB.POSException import POSKeyError
from zope.annotation.interfaces import IAnnotations

KEY = "muniflow.integrity"
CHECK = "integrity"
"""The name of the job."""

BATCH = 100
"""Documents looked at in one go, in all but the largest organisations."""


@dataclass(frozen=True)
class Run:
    """One round over all documents of an organisation; ``finished`` is "" while it lasts."""

    number: int
    day: date
    started: str
    digits: int
    """How many signs of the UID put a document into its batch."""
    documents: int = 0
    versions: int = 0
    finished: str = ""


class Check(Persistent):
    """What is known of an organisation's files: the rounds, and what was found."""

    run: Run | None = None
    before: Run | None = None
    """The last round that was finished."""
    asked: bool = False
    """True when somebody does not want to wait for the night."""

    def __init__(self) -> None:
        self.done: OOBTree = OOBTree()
        self.findings: OOBTree = OOBTree()


def check_of(organisation: IOrganisation) -> Check:
    """Return what is known; of one that was never checked an empty, unsaved check."""
    return IAnnotations(organisation).get(KEY) or Check()


def writable_check(organisation: IOrganisation) -> Check:
    """Return what is known for changing it."""
    annotations = IAnnotations(organisation)
    if KEY not in annotations:
        annotations[KEY] = Check()
    return annotations[KEY]


def integrity_findings(organisation: IOrganisation) -> list[Finding]:
    """Return the versions whose files are missing or not what they were, as last checked."""
    return list(check_of(organisation).findings.values())


def last_round(organisation: IOrganisation) -> Run | None:
    """Return the last finished round, None before the first."""
    return check_of(organisation).before


def round_under_way(organisation: IOrganisation) -> Run | None:
    """Return the round that is not finished, None where there is none."""
    run = check_of(organisation).run
    return run if run is not None and not run.finished else None


def checked(document: IFiledDocument) -> str:
    """Return when the files of a document were last looked at, "" when not all of them were."""
    organisation = organisation_of(document)
    known = check_of(organisation) if organisation is not None else Check()
    if known.run is None:
        return ""
    batch = IUUID(document)[: known.run.digits]
    time = known.done.get(batch) or (known.before.finished if known.before else "")
    newest = max(record.time for _component, record in all_versions(document))
    return time if time > newest else ""


def look_at(document: IFiledDocument) -> tuple[int, list[Finding]]:
    """Hash every version of every component anew; return how many, and what is wrong."""
    found = []
    number = 0
    for component, record in all_versions(document):
        number += 1
        actual = _hash_of(document, component.number, record)
        if actual != record.sha256:
            found.append(
                Finding(
                    uid=IUUID(document),
                    title=document.title,
                    number=document.registry_number,
                    component=component.number,
                    name=component.name,
                    version=record.number,
                    recorded=record.sha256,
                    found=actual,
                    time=clock.now().isoformat(),
                )
            )
    return number, found


def _hash_of(document: IFiledDocument, component: int, record: object) -> str:
    """Return the hash of the file as it is now, "" when it is not there."""
    try:
        blob = blob_of(document, component, record)
        if blob is None:
            return ""
        with blob.open("r") as opened:
            return sha256_of(opened)
    except (POSKeyError, OSError):
        return ""


def note_findings(
    organisation: IOrganisation, documents: Iterable[IFiledDocument], found: Iterable[Finding]
) -> None:
    """Keep what was found of documents in the place of what was known; tell what is new."""
    known = writable_check(organisation).findings
    looked = {IUUID(document): document for document in documents}
    now = {finding.key: finding for finding in found}
    before = {key: one for key, one in known.items() if one.uid in looked}
    for key in before.keys() - now.keys():
        _tell(looked[before[key].uid], "integrity-restored", before[key])
        del known[key]
    for key, finding in now.items():
        if key not in before or before[key].found != finding.found:
            _tell(looked[finding.uid], "integrity-violated", finding)
            known[key] = finding


def forget_gone(organisation: IOrganisation, present: set[str]) -> None:
    """Drop what was found of documents that are gone."""
    known = writable_check(organisation).findings
    for key in [key for key, one in known.items() if one.uid not in present]:
        del known[key]


def _tell(document: IFiledDocument, act: str, finding: Finding) -> None:
    journal.record(
        document,
        act,
        component=finding.component,
        name=finding.name,
        version=finding.version,
        hash_function=HASH,
        sha256=finding.recorded,
        found=finding.found,
    )


def batches(uids: Iterable[tuple[str, str]], digits: int) -> Iterator[tuple[str, list[str]]]:
    """Yield the beginning of the UIDs and the paths of each batch, in order."""
    found: dict[str, list[str]] = {}
    for uid, path in uids:
        found.setdefault(uid[:digits], []).append(path)
    yield from sorted(found.items())


def digits_for(number: int) -> int:
    """Return how many signs of the UID make batches of less than BATCH documents."""
    return next((digits for digits in (1, 2) if number < BATCH * 16**digits), 3)
