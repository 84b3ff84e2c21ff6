"""To version 1002: arrivals, registers by code, sealed journals, states of documents."""

from collections.abc import Iterable
from muniflow.organisation.operations import organisations
from muniflow.process.operations import bind_policy
from muniflow.process.operations import bound_process
from muniflow.process.operations import first_processes
from muniflow.process.operations import install_library
from muniflow.registry.interfaces import IRegister
from muniflow.upgrades.documents import settle_documents
from muniflow.upgrades.journal import add_authority
from muniflow.upgrades.numbers import settle_registers
from plone import api
from plone.dexterity.fti import DexterityFTI
from Products.GenericSetup.interfaces import IBody
from Products.GenericSetup.tool import SetupTool
from zope.component import getMultiAdapter

PROFILE = "profile-muniflow:default"
RECIPIENT = "Recipient"
STEPS = ("catalog", "controlpanel")
TYPES: tuple[str, ...] = ("Arrival", "GeneralCase")
"""The content types that are new; the others may have been changed through the web."""

DISPATCH = {"muniflow: Dispatch": ("Clerk", "Head of Unit", "Records Officer", "Responsible")}
"""Who puts documents on the dispatch list."""


def upgrade(tool: SetupTool) -> None:
    """Bring a site up to date; done twice, nothing happens twice."""
    for step in STEPS:
        tool.runImportStepFromProfile(PROFILE, step, run_dependencies=False)
    add_types(tool, TYPES)
    grant({})
    grant(DISPATCH)
    let_arrive()
    add_general_case()
    settle_registers()
    settle_documents()
    index_books()
    add_authority()


def add_types(tool: SetupTool, names: Iterable[str]) -> None:
    """Add content types as the profile has them, those that are not there."""
    types = api.portal.get_tool("portal_types")
    profile = tool._getImportContext(PROFILE)
    for name in names:
        if name not in types:
            types._setObject(name, DexterityFTI(name))
            body = getMultiAdapter((types[name], profile), IBody)
            body.body = profile.readDataFile(f"{name}.xml", "types")


def let_arrive() -> None:
    """Let arrivals be taken in, and cases be found for them."""
    site = api.portal.get()
    if RECIPIENT not in site.valid_roles():
        site._addRole(RECIPIENT)
        api.portal.get_tool("acl_users").portal_role_manager.updateRolesList()
    grant(
        {
            "muniflow: Receive arrivals": ("Starter", "Records Officer"),
            "muniflow: Manage arrivals": ("Records Officer",),
        }
    )
    api.portal.get_tool("portal_workflow").setChainForPortalTypes(("Arrival",), ())
    api.portal.get_tool("portal_catalog").manage_reindexIndex(["traces"])


def add_general_case() -> None:
    """Let every organisation start general cases through the shipped process."""
    site, name = api.portal.get(), "GeneralCase"
    section = api.portal.get_tool("portal_types")["Section"]
    if name not in section.allowed_content_types:
        section.allowed_content_types = (*section.allowed_content_types, name)
    api.portal.get_tool("portal_workflow").setChainForPortalTypes((name,), ())
    install_library(site)
    process = first_processes(site).get(name)
    for organisation in organisations() if process else ():
        if not bound_process(organisation, name):
            bind_policy(organisation, {name: process})


def index_books() -> None:
    """Let every register be asked by words, values and days."""
    for organisation in organisations():
        for register in organisation["registers"].objectValues():
            if IRegister.providedBy(register) and not register.book.indexed:
                register.book.rebuild()


def grant(rights: dict[str, tuple[str, ...]]) -> None:
    """Let more roles have permissions; what a site has changed in its rights stays."""
    site = api.portal.get()
    for permission, more in rights.items():
        known = {r["name"] for r in site.rolesOfPermission(permission) if r["selected"]}
        site.manage_permission(permission, sorted(known.union(more)), acquire=0)
