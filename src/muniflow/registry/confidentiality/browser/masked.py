"""What somebody is told of something confidential: a page by its UID, and at its address."""

from functools import cached_property
from muniflow import _
from muniflow.core.doors.caller import recognise
from muniflow.core.doors.guarded import IGuarded
from muniflow.core.pages import Page
from muniflow.core.theme.failures import FailureView
from muniflow.core.theme.interfaces import Fact
from muniflow.core.theme.interfaces import ILightPage
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import unit_title
from muniflow.registry.confidentiality.browser.form import LevelForm
from muniflow.registry.confidentiality.interfaces import Mask
from muniflow.registry.confidentiality.operations import levels_for
from muniflow.registry.confidentiality.operations import mask_for
from muniflow.registry.confidentiality.operations import may_see
from plone import api
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import json


class MaskPage(Page):
    """The parts of a page on something masked."""

    page_title = _("heading_confidential", default="Confidential")
    mask: Mask
    home: IOrganisation

    @property
    def organisation(self) -> Badge:
        """The organisation around."""
        return badge(self.home)

    def facts(self) -> list[Fact]:
        """Return what is told."""
        mask = self.mask
        rows = (
            (_("label_number", default="Number"), mask.number),
            (_("label_date", default="Date"), mask.date),
            (_("label_unit", default="Unit"), mask.unit and unit_title(self.home, mask.unit)),
            (_("label_responsible", default="Responsible"), self._name(mask.responsible)),
            (_("label_title", default="Title"), mask.title),
            (_("label_partners", default="Partners"), mask.partners),
        )
        return [Fact(name, value) for name, value in rows if value]

    def ask(self) -> str:
        """Return whom to ask."""
        return ", ".join(full_name(person) for person in self.mask.ask)

    @property
    def change_url(self) -> str:
        """Where the reader may open it, "" where that is for others."""
        return ""

    @staticmethod
    def _name(person: str) -> str:
        return full_name(person) if person else ""


@implementer(IPublishTraverse)
class MaskedEntry(MaskPage):
    """``@@masked/<uid>``: where the rows of the book and of a search lead."""

    uid = ""

    def publishTraverse(self, request: object, name: str) -> "MaskedEntry":
        """Take the UID from the path."""
        if self.uid:
            raise NotFound(name)
        self.uid = name
        return self

    def __call__(self) -> str:
        """Lead to what the reader sees; else show its mask, or find nothing."""
        self.home = self.context
        target = find(self.context, self.uid)
        if may_see(target):
            return self.back(target.absolute_url())
        mask = mask_for(target, api.user.get_current())
        if mask is None:
            raise NotFound(self.uid)
        self.mask = mask
        self._target = target
        return self.index()

    @property
    def change_url(self) -> str:
        """Where the reader may open it."""
        if len(levels_for(self._target)) < 2:
            return ""
        return f"{self.context.absolute_url()}/@@confidentiality?uid={self.uid}"


class UnseenLevelForm(LevelForm):
    """The form for those who may open what they do not see; its title stays hidden."""

    @cached_property
    def target(self) -> object:
        """What the form names by its UID; NotFound for who may not know of it."""
        uid = self._text("uid")
        target = find(self.context, uid)
        told = may_see(target) or mask_for(target, api.user.get_current()) is not None
        if not told and len(levels_for(target)) < 2:
            raise NotFound(uid)
        return target

    @property
    def title(self) -> str:
        """Its number."""
        return self.target.title if may_see(self.target) else self.target.registry_number


def find(organisation: IOrganisation, uid: str) -> object:
    """Return a case or document of an organisation, whoever may see it; raises NotFound."""
    if uid:
        catalog = api.portal.get_tool("portal_catalog")
        for brain in catalog.unrestrictedSearchResults(UID=uid, organisation=organisation.getId()):
            found = brain._unrestrictedGetObject()
            if IGuarded.providedBy(found):
                return found
    raise NotFound(uid)


@implementer(ILightPage)
class MaskedView(FailureView, MaskPage):
    """The answer at the address itself: a page, to programs the same as data; always 403."""

    kind = "refused"
    page_title = MaskPage.page_title

    def __call__(self) -> str:
        """Answer with what is told."""
        self.error = self.context
        self.mask = self.error.mask
        self.context = self._place()
        self.home = organisation_of(self.context)
        recognise(self.request)
        self.request.response._has_challenged = True
        self.request.response.setStatus(403, lock=True)
        return self._for_programs() if self._by_program else self.index()

    def _for_programs(self) -> str:
        self.request.response.setHeader("Content-Type", "application/json")
        mask = self.mask
        told = {
            "uid": mask.uid,
            "number": mask.number,
            "date": mask.date,
            "unit": mask.unit,
            "responsible": mask.responsible,
            "title": mask.title,
            "partners": mask.partners,
        }
        answer = {name: value for name, value in told.items() if value}
        answer |= {"type": "Confidential", "message": self.say(self.error.message)}
        answer["ask"] = [{"person": p, "fullname": full_name(p)} for p in mask.ask]
        return json.dumps(answer)
