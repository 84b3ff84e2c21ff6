"""The verbs of importing: say what a sheet would bring, and take it over."""

from BTrees.OOBTree import OOBTree
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from functools import partial
from muniflow import _
from muniflow.contract.importing.columns import COLUMNS
from muniflow.contract.importing.columns import IGNORED
from muniflow.contract.importing.rules import Around
from muniflow.contract.importing.rules import Contract
from muniflow.contract.importing.rules import contract_of
from muniflow.contract.interfaces import IContract
from muniflow.contract.operations import start_contract
from muniflow.contract.operations import year_folder
from muniflow.core import journal
from muniflow.core.errors import NotAllowed
from muniflow.core.importing.batches import take_over
from muniflow.core.importing.cells import folded
from muniflow.core.importing.columns import match
from muniflow.core.importing.report import Problem
from muniflow.core.importing.report import Report
from muniflow.core.packs import pack
from muniflow.core.sheets import read
from muniflow.core.taxnumbers import is_tax_number
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import is_member
from plone import api
from plone.uuid.interfaces import IUUID
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory

PERMISSION = "muniflow: Import cases"
KEY = "muniflow.contract.imported"


def preview(organisation: IOrganisation, data: bytes, filename: str) -> Report:
    """Say what a sheet would bring; raises NotAllowed or SheetRefused."""
    report, sound = _judged(organisation, data, filename)
    report.taken.extend(contract.row.number for contract in sound)
    return report


def run(organisation: IOrganisation, data: bytes, filename: str) -> Report:
    """Start a contract for each sound row that is not there yet.

    Raises NotAllowed, SheetRefused, or NoOpenRegister when nothing can be started this year.
    """
    report, sound = _judged(organisation, data, filename)
    report.done = True
    year_folder(organisation)
    take_over(organisation, sound, report, partial(_take, organisation, filename))
    report.sort()
    return report


def _take(organisation: IOrganisation, filename: str, contract: Contract) -> bool:
    """Start one contract unless its key is known by now."""
    book = _writable_book(organisation)
    if _present([book[contract.key]] if contract.key in book else []):
        return False
    case = start_contract(
        organisation, portal_type=contract.portal_type, values=dict(contract.values)
    )
    book[contract.key] = IUUID(case)
    journal.record(
        case, "case-imported", filename=filename, row=contract.row.number, key=contract.key
    )
    return True


def _judged(
    organisation: IOrganisation, data: bytes, filename: str
) -> tuple[Report, list[Contract]]:
    """Return the report of refused and known rows, and the sound rows that are new."""
    _check_permission(organisation)
    sheet = read(data, filename)
    columns = match(sheet, COLUMNS, filename)
    ignored = {folded(header) for header in IGNORED}
    report = Report(filename, sheet.header, done=False)
    report.unknown_columns = tuple(h for h in columns.unknown if folded(h) not in ignored)
    around, sound = _around(organisation), []
    seen: dict[str, int] = {}
    for row in sheet.rows:
        found = contract_of(row, columns, around)
        if isinstance(found, list):
            report.refuse(row, found)
        elif found.key in seen:
            report.refuse(row, [_doubled(found, seen[found.key], columns.header("reference"))])
        else:
            seen[found.key] = row.number
            sound.append(found)
    return report, _unknown(organisation, sound, report)


def _unknown(
    organisation: IOrganisation, sound: Sequence[Contract], report: Report
) -> list[Contract]:
    """Return the contracts that are not there yet; the others go into the report."""
    book = IAnnotations(organisation).get(KEY, {})
    present = _present([book[c.key] for c in sound if c.key in book])
    new = []
    for contract in sound:
        if book.get(contract.key) in present:
            report.known.append(contract.row.number)
        else:
            new.append(contract)
    return new


def _present(uids: Sequence[str]) -> set[str]:
    """Return those of the UIDs that are still there, whoever may see them."""
    if not uids:
        return set()
    catalog = api.portal.get_tool("portal_catalog")
    return {brain.UID for brain in catalog.unrestrictedSearchResults(UID=list(uids))}


def _writable_book(organisation: IOrganisation) -> OOBTree:
    """Return the UIDs of imported contracts by their keys."""
    annotations = IAnnotations(organisation)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    return annotations[KEY]


def _around(organisation: IOrganisation) -> Around:
    """Return what the organisation offers to rows."""
    units = _terms("muniflow.units", organisation)
    people = {
        person: name
        for person, name in _terms("muniflow.colleagues", organisation).items()
        if is_member(organisation, person)
    }
    return Around(
        units=_named({unit: (title,) for unit, title in units.items()}),
        unit_titles=list(units.values()),
        people=_named({person: (name, _email(person)) for person, name in people.items()}),
        people_names=list(people.values()),
        currencies=tuple(term.value for term in IContract["currency"].vocabulary),
        currency=pack(organisation.country).currency,
        is_tax_number=_tax_check(organisation.country),
    )


def _terms(vocabulary: str, organisation: IOrganisation) -> Mapping[str, str]:
    """Return the titles of a vocabulary by its values."""
    terms = getUtility(IVocabularyFactory, name=vocabulary)(organisation)
    return {term.value: term.title for term in terms}


def _email(person: str) -> str:
    member = api.user.get(userid=person)
    return member.getProperty("email", "") if member else ""


def _named(names: Mapping[str, Iterable[str]]) -> Mapping[str, Sequence[str]]:
    """Return ids by their folded names, the id itself among them."""
    found: dict[str, tuple[str, ...]] = {}
    for one, others in names.items():
        for name in {folded(text) for text in (one, *others) if text}:
            found[name] = (*found.get(name, ()), one)
    return found


def _tax_check(country: str) -> Callable[[str], bool]:
    return partial(is_tax_number, country=country)


def _doubled(contract: Contract, first: int, header: str) -> Problem:
    """Return the problem of a row that says the same as an earlier one."""
    return Problem(
        header,
        None,
        _(
            "problem_doubled",
            default="Is the same as row ${row}; each contract needs a reference of its own.",
            mapping={"row": first},
        ),
    )


def _check_permission(organisation: IOrganisation) -> None:
    if not api.user.has_permission(PERMISSION, obj=organisation):
        raise NotAllowed(
            _(
                "error_import_not_allowed",
                default="You may not import into ${organisation}; its records officer and "
                "administrator may.",
                mapping={"organisation": organisation.title},
            )
        )
