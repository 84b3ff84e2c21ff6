"""The verbs of the filing plan: which items there are, change them, file a case under one."""

from muniflow import _
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import organisation_of
from muniflow.registry.interfaces import ICase
from muniflow.registry.plan.rules import extended
from muniflow.registry.plan.rules import Plan
from muniflow.registry.plan.rules import PlanItem
from muniflow.registry.plan.rules import replaced
from muniflow.registry.plan.shipped import plan_of
from persistent import Persistent
from plone import api
from zope.annotation.interfaces import IAnnotations

KEY = "muniflow.plan"
MANAGE = "muniflow: Manage organisation"
REGISTER = "muniflow: Register"
EDIT = "Modify portal content"


class OwnPlan(Persistent):
    """The filing plan of an organisation that has changed that of its country."""

    def __init__(self, items: Plan) -> None:
        self.items = items


def filing_plan(organisation: IOrganisation) -> Plan:
    """Return every item of an organisation's plan, closed ones as well."""
    own = IAnnotations(organisation).get(KEY)
    return plan_of(organisation.country) if own is None else own.items


def plan_item(organisation: IOrganisation, item: str) -> PlanItem | None:
    """Return an item by its id, None for an unknown one."""
    return next((i for i in filing_plan(organisation) if i.id == item), None)


def open_items(organisation: IOrganisation) -> Plan:
    """Return the items under which cases are filed today."""
    today = clock.today()
    return tuple(item for item in filing_plan(organisation) if item.open_on(today))


def change_plan(organisation: IOrganisation, items: Plan, *, whole: bool) -> Plan:
    """Add items to an organisation's plan, or with ``whole`` close all others; return it.

    Raises NotAllowed without the permission.
    """
    _check_may_manage(organisation)
    before = filing_plan(organisation)
    after = replaced(before, items, clock.today()) if whole else extended(before, items)
    IAnnotations(organisation)[KEY] = OwnPlan(after)
    journal.record(
        organisation,
        "filing-plan-changed",
        items=len(items),
        whole=whole,
        changed=", ".join(i.id for i in after if i not in before)[:1000],
    )
    return after


def country_plan_again(organisation: IOrganisation) -> None:
    """Go back to the country's plan; items of the own one that it lacks stay closed."""
    _check_may_manage(organisation)
    if KEY in IAnnotations(organisation):
        change_plan(organisation, plan_of(organisation.country), whole=True)


def may_classify(case: ICase) -> bool:
    """Tell whether the present user may say under which item a case is filed."""
    may = (api.user.has_permission(permission, obj=case) for permission in (EDIT, REGISTER))
    return not case.voided and any(may)


def classify(case: ICase, item: str) -> None:
    """File a case under an open item of its organisation's plan, "" for none.

    Raises NotAllowed for those who may not edit the case, Invalid for an unknown or closed item.
    """
    if not may_classify(case):
        raise NotAllowed(
            _(
                "error_may_not_classify",
                default="Whoever edits the case or registers it says under which item it is "
                "filed; you do neither now.",
            )
        )
    known = plan_item(organisation_of(case), item)
    if item and known is None:
        raise Invalid(
            _(
                "error_unknown_plan_item",
                default="The filing plan has no item “${value}”; choose one of the list.",
                mapping={"value": item},
            )
        )
    if item == case.plan_item:
        return
    if known is not None and not known.open_on(clock.today()):
        raise Invalid(
            _(
                "error_closed_plan_item",
                default="The item ${value} is closed since ${day}; choose an open one.",
                mapping={"value": item, "day": known.until.isoformat()},
            )
        )
    before, case.plan_item = case.plan_item, item
    journal.record(case, "classified", item=item, before=before)


def _check_may_manage(organisation: IOrganisation) -> None:
    if not api.user.has_permission(MANAGE, obj=organisation):
        raise NotAllowed(
            _(
                "error_plan_not_allowed",
                default="Only an administrator of ${organisation} changes its filing plan.",
                mapping={"organisation": organisation.title},
            )
        )
