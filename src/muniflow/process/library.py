"""Where the processes of a site live."""

from plone import api
from plone.dexterity.utils import createContentInContainer

LIBRARY = "processes"
TYPES = ("Process", "ProcessLibrary")
READERS = ("Member", "Manager", "Site Administrator")
PUBLISHERS = ("Manager", "Site Administrator")


def library_of(site: object) -> object:
    """Return the library of a site; an empty mapping before it is made."""
    return site.get(LIBRARY, {})


def make_library(site: object) -> object:
    """Return the library of a site; made, with its rights, when it is missing."""
    api.portal.get_tool("portal_workflow").setChainForPortalTypes(TYPES, ())
    if LIBRARY in site:
        return site[LIBRARY]
    made = createContentInContainer(
        site, "ProcessLibrary", id=LIBRARY, title="Processes", checkConstraints=False
    )
    for permission in ("View", "Access contents information", "List folder contents"):
        made.manage_permission(permission, list(READERS), acquire=0)
    for permission in ("Modify portal content", "Add portal content", "Delete objects"):
        made.manage_permission(permission, list(PUBLISHERS), acquire=0)
    made.reindexObjectSecurity()
    return made
