"""Registers as a whole: opened, asked for, closed."""

from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_base
from collections.abc import Iterator
from datetime import date
from muniflow import _
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.errors import Invalid
from muniflow.core.numbering import NumberStyle
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.interfaces import ISection
from muniflow.organisation.operations import organisation_of
from muniflow.registry.errors import ClosedTooEarly
from muniflow.registry.errors import NoOpenRegister
from muniflow.registry.errors import RegisterClosed
from muniflow.registry.events import RegisterClosedEvent
from muniflow.registry.interfaces import ICase
from muniflow.registry.interfaces import IRegister
from muniflow.registry.interfaces import IStartable
from muniflow.registry.rules import check_reason
from muniflow.registry.settings import code_for
from muniflow.registry.settings import style_for
from muniflow.registry.settings import styles_of
from muniflow.registry.writing import check_code
from muniflow.registry.writing import register_id
from muniflow.registry.writing import span_of
from plone import api
from plone.dexterity.utils import createContentInContainer
from zope.component import getUtilitiesFor
from zope.event import notify

VIEW = "muniflow: View register"
SEEING = ("View", "Access contents information", "List folder contents")

CHANGING = (
    "Add portal content",
    "Modify portal content",
    "muniflow: File document",
)

FORMER = "main-sub"
"""How numbers were written when registers did not say it themselves."""


def open_register(
    organisation: IOrganisation, *, year: int, code: str = "", title: str = ""
) -> IRegister:
    """Open the register of a year and the place for its cases; one that is there is returned.

    With a ``code`` it is one beside the main register, with numbers of its own.
    """
    code = check_code(code)
    registers, name = organisation["registers"], register_id(year, code)
    if name in registers:
        return registers[name]
    register = createContentInContainer(
        registers,
        "Register",
        id=name,
        title=title.strip() or f"{year} {code}".strip(),
        year=year,
        code=code,
        style=style_for(organisation),
        opened=clock.now().isoformat(),
        opened_by=api.user.get_current().getId() or "",
        checkConstraints=False,
    )
    show_to_readers(register)
    _make_year(organisation, str(year))
    journal.record(register, "register-opened", year=year, code=code, style=register.style.id)
    return register


def show_to_readers(register: IRegister) -> None:
    """Let only those see a register, and what is filed in it, who may read its book.

    Nobody files or changes anything there by hand; what would be deleted refuses it itself.
    """
    readers = sorted(rolesForPermissionOn(VIEW, register))
    for permission in SEEING:
        register.manage_permission(permission, readers, acquire=0)
    for permission in CHANGING:
        register.manage_permission(permission, [], acquire=0)
    register.reindexObjectSecurity()


def _make_year(organisation: IOrganisation, name: str) -> None:
    if name not in organisation["cases"]:
        createContentInContainer(
            organisation["cases"], "Section", id=name, title=name, checkConstraints=False
        )


def close_register(register: IRegister, *, reason: str = "") -> None:
    """Close a register; nothing enters it afterwards.

    Raises ClosedTooEarly when its year is not over and no reason is given.
    """
    check_open(register)
    text = check_reason(reason) if reason.strip() else ""
    if not text and not year_over(register):
        raise ClosedTooEarly(
            _(
                "error_closed_too_early",
                default="${year} is not over yet: say why its register is closed now.",
                mapping={"year": register.year},
            )
        )
    time, actor = clock.now().isoformat(), api.user.get_current().getId() or ""
    notify(RegisterClosedEvent(register, time=time, actor=actor, reason=text))
    register.closed, register.closed_by, register.closed_because = time, actor, text
    journal.record(
        register,
        "register-closed",
        year=register.year,
        code=register.code,
        last=register.book.last,
        reason=text,
    )


def year_over(register: IRegister, today: date | None = None) -> bool:
    """Tell whether the year of a register lies behind us."""
    return register.year < (today or clock.today()).year


def check_open(register: IRegister) -> None:
    """Raise RegisterClosed when nothing may enter any more."""
    if register.closed:
        raise RegisterClosed(
            _(
                "error_register_closed",
                default="The register of ${year} was closed on ${day}; nothing enters it now.",
                mapping={"year": register.title, "day": register.closed[:10]},
            )
        )


def check_changeable(register: IRegister) -> None:
    """Raise RegisterClosed when what stands in the register may not be corrected any more."""
    if register.closed:
        raise RegisterClosed(
            _(
                "error_register_fixed",
                default="The register of ${year} was closed on ${day}, and a closed book does not "
                "change: note the mistake in the case, in a document of this year.",
                mapping={"year": register.title, "day": register.closed[:10]},
            )
        )


def register_for(organisation: IOrganisation, year: int, code: str = "") -> IRegister | None:
    """Return the register of a year and code, None when it was never opened."""
    return organisation["registers"].get(register_id(year, code))


def register_of_year(organisation: IOrganisation, year: int) -> IRegister | None:
    """Return the main register of a year, None when it was never opened."""
    return register_for(organisation, year)


def registers_of(organisation: IOrganisation) -> list[IRegister]:
    """Return an organisation's registers: the newest year first, in it the main one first."""
    found = [r for r in organisation["registers"].objectValues() if IRegister.providedBy(r)]
    return sorted(found, key=lambda register: (-register.year, register.code))


def open_register_for_today(organisation: IOrganisation, portal_type: str = "") -> IRegister:
    """Return today's register for a type of case; raises NoOpenRegister or RegisterClosed."""
    return present_register(organisation, code_for(organisation, portal_type))


def present_register(organisation: IOrganisation, code: str = "") -> IRegister:
    """Return the open register of a code today; raises NoOpenRegister or RegisterClosed."""
    year = clock.today().year
    register = register_for(organisation, year, code)
    if register is None:
        raise NoOpenRegister(
            _(
                "error_no_register",
                default="${organisation} has no register for ${year}; a records officer opens it.",
                mapping={"organisation": organisation.title, "year": f"{year} {code}".strip()},
            )
        )
    check_open(register)
    return register


def year_folder(organisation: IOrganisation, portal_type: str = "") -> ISection:
    """Return where a case started today goes; raises NoOpenRegister when there is none."""
    register = open_register_for_today(organisation, portal_type)
    return organisation["cases"][str(register.year)]


def startables() -> list[tuple[str, IStartable]]:
    """Return the kinds of case that people may start, by portal type, in their order."""
    return sorted(getUtilitiesFor(IStartable), key=lambda found: found[1].order)


def style_of(register: IRegister) -> NumberStyle:
    """Return how a register writes its numbers; fixed when it was opened."""
    if register.style is not None:
        return register.style
    styles = styles_of(organisation_of(register))
    return next((one for one in styles if one.id == FORMER), styles[0])


def register_of(obj: object) -> IRegister:
    """Return the register a case or document was entered in; raises Invalid when in none."""
    case = obj if ICase.providedBy(obj) else obj.aq_parent
    name = getattr(aq_base(obj), "register_path", "") or getattr(case, "register_path", "")
    register = organisation_of(case)["registers"].get(name or " ")
    if register is None:
        raise Invalid(
            _(
                "error_case_unregistered",
                default="“${title}” is not registered yet.",
                mapping={"title": case.title},
            )
        )
    return register


def open_cases(register: IRegister) -> Iterator[object]:
    """Yield what the catalog keeps of the cases of a register that nobody has ended."""
    catalog = api.portal.get_tool("portal_catalog")
    return iter(
        catalog.unrestrictedSearchResults(
            object_provides=ICase.__identifier__,
            organisation=organisation_of(register).getId(),
            open_case=True,
            registry_order={
                "query": span_of(register.getId()),
                "range": "min:max",
            },
        )
    )
