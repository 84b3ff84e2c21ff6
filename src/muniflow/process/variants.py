"""An organisation's own variants of shared processes: its levels are its own affair."""

from collections.abc import Mapping
from dataclasses import replace
from muniflow import _
from muniflow.core.errors import Invalid
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import organisations
from muniflow.process.bpmn import read_model
from muniflow.process.content import Process
from muniflow.process.content import PublishedVersion
from muniflow.process.definition import split_workflow_id
from muniflow.process.grid import apply
from muniflow.process.grid import changed
from muniflow.process.grid import read_grid
from muniflow.process.interfaces import IProcess
from muniflow.process.library import library_of
from muniflow.process.library import PUBLISHERS
from muniflow.process.publishing import newest_version
from muniflow.process.publishing import replace_text
from muniflow.process.publishing import text_of
from muniflow.process.publishing import versions
from plone import api
from plone.dexterity.utils import createContentInContainer
from zope.i18n import translate

SECTION = "processes"
SECTION_TITLE = _("section_processes", default="Processes")


def section_of(organisation: IOrganisation) -> Mapping[str, IProcess]:
    """Return the container of an organisation's own processes; empty before it is made."""
    return organisation.get(SECTION, {})


def own_processes(organisation: IOrganisation) -> list[IProcess]:
    """Return the processes that are an organisation's own."""
    return [item for item in section_of(organisation).values() if IProcess.providedBy(item)]


def process_named(id_: str, organisation: IOrganisation | None = None) -> IProcess | None:
    """Return a process of the library or, where one is given, of an organisation's own."""
    found = library_of(api.portal.get()).get(id_)
    if found is None and IOrganisation.providedBy(organisation):
        found = section_of(organisation).get(id_)
    return found


def variant_of(organisation: IOrganisation, origin: str) -> IProcess | None:
    """Return an organisation's variant of a process of the library."""
    return next((p for p in own_processes(organisation) if p.origin == origin), None)


def variant_for(organisation: IOrganisation, process: IProcess) -> IProcess:
    """Return an organisation's variant of a process; made of its newest version if missing.

    Raises Invalid for a process that was never published. One of the organisation's own is
    returned as it is.
    """
    if organisation_of(process) is not None:
        return process
    found = variant_of(organisation, process.getId())
    if found is None:
        found = _made(organisation, process)
        begin_anew(found)
    elif not is_draft(found):
        # What the organisation had before it went back to the shared one is in its versions.
        begin_anew(found)
    return found


def begin_anew(variant: IProcess) -> None:
    """Give a variant the newest text of the process it came from."""
    newest = origin_version(variant)
    replace_text(variant, newest.bpmn)
    variant.origin_version = newest.number


def is_draft(process: IProcess) -> bool:
    """Tell whether the text of a process was not published yet."""
    newest = newest_version(process)
    return newest is None or newest.bpmn != text_of(process)


def drop_draft(process: IProcess) -> None:
    """Take back what was not published; a variant never published goes away."""
    newest = newest_version(process)
    if newest is not None:
        replace_text(process, newest.bpmn)
    elif process.origin:
        process.aq_parent._delObject(process.getId())


def origin_version(variant: IProcess) -> PublishedVersion:
    """Return the newest version of the process a variant came from; raises Invalid if gone."""
    origin = library_of(api.portal.get()).get(variant.origin)
    newest = None if origin is None else newest_version(origin)
    if newest is None:
        raise Invalid(
            _(
                "error_process_not_published",
                default="There is no published process “${id}”.",
                mapping={"id": variant.origin},
            )
        )
    return newest


def newer_origin(variant: IProcess) -> PublishedVersion | None:
    """Return the version of its origin that is newer than what a variant is made of."""
    origin = library_of(api.portal.get()).get(variant.origin) if variant.origin else None
    newest = None if origin is None else newest_version(origin)
    return newest if newest and newest.number > variant.origin_version else None


def take_over(variant: IProcess) -> list[str]:
    """Draft the newer version of the origin with a variant's own levels in it.

    Returns the names of the steps whose own levels were lost, since they are gone.
    """
    newest = origin_version(variant)
    text, lost = reapplied(_made_of(variant), text_of(variant), newest.bpmn)
    replace_text(variant, text)
    variant.origin_version = newest.number
    return lost


def reapplied(base: bytes, own: bytes, newer: bytes) -> tuple[bytes, list[str]]:
    """Return a newer text with the levels in which ``own`` differs from its base, and losses."""
    mine = read_grid(read_model(own))
    differing = changed(read_grid(read_model(base)), mine)
    present = read_grid(read_model(newer))
    rows = []
    for row in present.rows:
        wanted = dict(differing.get(row.element, {}))
        if row.fixed:
            # It may have become the first step, which knows neither.
            wanted = {k: v for k, v in wanted.items() if k in ("function", "days", "told")}
        if wanted:
            rows.append(replace(row, **wanted))
    lost = [mine.row(e).step for e in differing if present.row(e) is None]
    return apply(newer, rows), lost


def redrawn(variant: IProcess) -> bool:
    """Tell whether more than the levels of a variant differs from what it is made of."""
    base, own = _made_of(variant), text_of(variant)
    return apply(base, _common(base, own)) != own


def _common(base: bytes, own: bytes) -> list[object]:
    """Return the rows of a text whose steps another one has, too."""
    present = read_grid(read_model(base))
    return [
        replace(row, fixed=before.fixed)
        for row in read_grid(read_model(own)).rows
        if (before := present.row(row.element)) is not None
    ]


def _made_of(variant: IProcess) -> bytes:
    """Return the text of the version a variant was made of; its own when that is gone."""
    origin = library_of(api.portal.get()).get(variant.origin)
    for version in versions(origin) if origin is not None else ():
        if version.number == variant.origin_version:
            return version.bpmn
    return text_of(variant)


def _made(organisation: IOrganisation, process: IProcess) -> Process:
    """Return a new variant without a text."""
    variant = createContentInContainer(
        _section(organisation),
        "Process",
        id=_free_id(f"{organisation.getId()}-{process.getId()}"),
        title=process.title,
        checkConstraints=False,
    )
    variant.origin = process.getId()
    return variant


def _section(organisation: IOrganisation) -> object:
    """Return the container of an organisation's own processes, made when it is missing."""
    if SECTION not in organisation:
        title = translate(SECTION_TITLE, target_language=api.portal.get_default_language())
        made = createContentInContainer(
            organisation, "Section", id=SECTION, title=title, checkConstraints=False
        )
        # What was once in force stays: cases go by it, and people look it up.
        made.manage_permission("Delete objects", list(PUBLISHERS), acquire=0)
    return organisation[SECTION]


def _free_id(wanted: str) -> str:
    """Return an id that no process of the site has and no workflow was ever named by."""
    taken = set(library_of(api.portal.get()))
    for organisation in organisations():
        taken.update(section_of(organisation))
    for name in api.portal.get_tool("portal_workflow").objectIds():
        parts = split_workflow_id(name)
        if parts is not None:
            taken.add(parts[0])
    number, id_ = 1, wanted
    while id_ in taken:
        number += 1
        id_ = f"{wanted}-{number}"
    return id_
