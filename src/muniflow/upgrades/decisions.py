"""To version 1001: processes with sign-offs, substitutes, pausing clocks, and the worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from muniflow.approval.operations import adopt
from muniflow.organisation.interfaces import CONSULTED_ROLE
from muniflow.organisation.interfaces import DELEGATE_ROLE
from muniflow.organisation.interfaces import ENGINE_ROLE
from muniflow.organisation.operations import organisations
from muniflow.process.operations import bind_policy
from muniflow.process.operations import bound_process
from muniflow.process.operations import install_library
from muniflow.process.operations import renew_workflows
from muniflow.registry.interfaces import ICase
from plone import api
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.Portal import PloneSite
from Products.GenericSetup.tool import SetupTool
from zope.component import getUtility

import logging

PROFILE = "profile-muniflow:default"
NEW_ROLES = (DELEGATE_ROLE, CONSULTED_ROLE, ENGINE_ROLE)
NEW_RIGHTS = {
    "muniflow: Manage worker": ("Manager", "Site Administrator"),
    "muniflow: Publish process": ("Organisation Admin",),
    "CMFEditions: Apply version control": (DELEGATE_ROLE,),
    "CMFEditions: Save new version": (DELEGATE_ROLE,),
}
"""Who gets what in addition; what a site has changed in its rights stays."""

STEPS = ("catalog", "controlpanel")
TYPES = ("OutgoingContract", "IncomingContract")

logger = logging.getLogger(__name__)


def upgrade(tool: SetupTool) -> None:
    """Bring a site up to date; done twice, nothing happens twice."""
    site = api.portal.get()
    _roles(site)
    for step in STEPS:
        tool.runImportStepFromProfile(PROFILE, step, run_dependencies=False)
    with _values_kept():
        tool.runImportStepFromProfile(PROFILE, "plone.app.registry", run_dependencies=False)
    left = install_library(site)
    renew_workflows()
    _rebind(left)
    logger.info("%d cases got their proceedings", sum(map(adopt, _cases())))


def _roles(site: PloneSite) -> None:
    """Add roles, and rights to those that are there."""
    for role in NEW_ROLES:
        if role not in site.valid_roles():
            site._addRole(role)
    api.portal.get_tool("acl_users").portal_role_manager.updateRolesList()
    for permission, more in NEW_RIGHTS.items():
        known = {r["name"] for r in site.rolesOfPermission(permission) if r["selected"]}
        site.manage_permission(permission, sorted(known.union(more)), acquire=0)


@contextmanager
def _values_kept() -> Iterator[None]:
    """Leave the values that settings have; what is new gets the profile's."""
    registry = getUtility(IRegistry)
    before = {name: record.value for name, record in registry.records.items()}
    yield
    for name, value in before.items():
        if name in registry.records and registry.records[name].value != value:
            registry.records[name].value = value


def _rebind(left: list[str]) -> None:
    """Let new cases go through the renewed processes, where those were not changed here."""
    for organisation in organisations():
        for portal_type in TYPES:
            process = bound_process(organisation, portal_type)
            if process and process not in left:
                bind_policy(organisation, {portal_type: process})


def _cases() -> Iterator[ICase]:
    """Yield all cases, whoever may see them."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(object_provides=ICase.__identifier__):
        yield brain._unrestrictedGetObject()
