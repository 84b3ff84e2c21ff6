"""Keeps the post book and the directory of organisations true to the content."""

from muniflow import _
from muniflow.core import journal
from muniflow.core.errors import Invalid
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.interfaces import IPost
from muniflow.organisation.interfaces import IUnit
from muniflow.organisation.interfaces import STARTER_ROLE
from muniflow.organisation.operations import DIRECTORY
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import site_goes
from muniflow.organisation.postbook import writable_book
from muniflow.organisation.rules import ALL
from muniflow.organisation.rules import PostRecord
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.uuid.interfaces import IUUID
from zope.annotation.interfaces import IAnnotations
from zope.i18n import translate
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectModifiedEvent
from zope.lifecycleevent.interfaces import IObjectMovedEvent
from zope.lifecycleevent.interfaces import IObjectRemovedEvent

SECTIONS = {
    "units": _("section_units", default="Units"),
    "cases": _("section_cases", default="Cases"),
    "registers": _("section_registers", default="Registers"),
}


def organisation_added(organisation: IOrganisation, event: IObjectAddedEvent) -> None:
    """Enter a new organisation in the directory and give it its sections."""
    _check_id(organisation.getId())
    annotations = IAnnotations(api.portal.get())
    known = annotations.get(DIRECTORY, ())
    if organisation.getId() not in known:
        annotations[DIRECTORY] = (*known, organisation.getId())
    language = api.portal.get_default_language()
    for name, title in SECTIONS.items():
        if name not in organisation:
            createContentInContainer(
                organisation,
                "Section",
                id=name,
                title=translate(title, target_language=language),
                checkConstraints=False,
            )
    organisation["cases"].manage_permission(
        "Add portal content", ["Manager", STARTER_ROLE], acquire=0
    )
    journal.record(organisation, "organisation-founded", title=organisation.title)


def organisation_moved(organisation: IOrganisation, event: IObjectMovedEvent) -> None:
    """Keep the directory true when an organisation goes or is renamed."""
    if site_goes(event):
        return
    annotations = IAnnotations(api.portal.get())
    names = [n for n in annotations.get(DIRECTORY, ()) if n != event.oldName]
    if event.newParent is not None and event.newName not in names:
        names.append(event.newName)
    annotations[DIRECTORY] = tuple(names)


def unit_changed(unit: IUnit, event: IObjectModifiedEvent) -> None:
    """Enter a unit in its organisation's book."""
    organisation = organisation_of(unit)
    if organisation is None:
        return
    _check_id(unit.getId())
    book = writable_book(organisation)
    parent = unit.aq_parent.getId() if IUnit.providedBy(unit.aq_parent) else ""
    known = book.units.get(unit.getId())
    if IObjectAddedEvent.providedBy(event) and known is not None:
        raise Invalid(
            _(
                "error_unit_exists",
                default="${organisation} has a unit “${value}” already; choose another name.",
                mapping={"organisation": organisation.title, "value": unit.getId()},
            )
        )
    book.put_unit(unit.getId(), parent, unit.title)


def unit_removed(unit: IUnit, event: IObjectRemovedEvent) -> None:
    """Forget a unit that was removed."""
    if site_goes(event):
        return
    organisation = organisation_of(event.oldParent)
    if organisation is not None:
        writable_book(organisation).drop_unit(event.oldName)


def post_changed(post: IPost, event: IObjectModifiedEvent) -> None:
    """Enter a post in its organisation's book and in the journal."""
    organisation = organisation_of(post)
    if organisation is None:
        return
    record = PostRecord(post.person, post.aq_parent.getId(), post.function, post.since, post.until)
    writable_book(organisation).put(IUUID(post), record)
    journal.record(
        post,
        "post-given" if IObjectAddedEvent.providedBy(event) else "post-changed",
        person=record.person,
        unit=record.unit,
        function=record.function,
        since=record.since and record.since.isoformat(),
        until=record.until and record.until.isoformat(),
    )


def post_removed(post: IPost, event: IObjectRemovedEvent) -> None:
    """Forget a post that was removed; the journal keeps it."""
    if site_goes(event):
        return
    organisation = organisation_of(event.oldParent)
    if organisation is None:
        return
    writable_book(organisation).drop(IUUID(post))
    journal.record(event.oldParent, "post-removed", person=post.person, function=post.function)


def _check_id(name: str) -> None:
    """Raise Invalid for an id that group ids could not carry."""
    if "." in name or name == ALL:
        raise Invalid(
            _(
                "error_id",
                default="“${value}” cannot be a short name here: no dots, and not “all”.",
                mapping={"value": name},
            )
        )
