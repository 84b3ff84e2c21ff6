"""What the worker does for cases: the actions that processes have left to it."""

from collections.abc import Iterator
from muniflow import _
from muniflow.approval.actions import perform_waiting
from muniflow.approval.actions import waiting_actions
from muniflow.approval.records import ACTIONS
from muniflow.approval.records import proceedings_of
from muniflow.core.worker.interfaces import Item
from muniflow.core.worker.interfaces import Job
from muniflow.registry.interfaces import ICase
from plone import api


def cases(**query: object) -> Iterator[ICase]:
    """Yield the cases that a query finds, whoever may see them."""
    for brain in api.portal.get_tool("portal_catalog").unrestrictedSearchResults(**query):
        case = brain._unrestrictedGetObject()
        if ICase.providedBy(case):
            yield case


def path_of(case: ICase) -> str:
    """Return where a case is, as the catalog says it."""
    return "/".join(case.getPhysicalPath())


def case_at(site: object, item: Item) -> ICase | None:
    """Return the case of an item, None when it is gone."""
    found = site.unrestrictedTraverse(item.path, None)
    return found if ICase.providedBy(found) else None


class Actions(Job):
    """Performs the actions of processes that were left to the worker."""

    title = _("job_actions", default="Actions of processes")

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the actions that are waiting."""
        for case in cases(pending=ACTIONS):
            for key, action in waiting_actions(case):
                title = f"{action.name or action.kind}: {case.title}"
                yield Item(f"{path_of(case)} {key}", title, path_of(case), {"action": key})

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether the action is still waiting."""
        case = case_at(site, item)
        return case is not None and item.values["action"] in proceedings_of(case).progress.later

    def perform(self, site: object, item: Item, prepared: object) -> None:
        """Perform one action."""
        perform_waiting(case_at(site, item), item.values["action"])
