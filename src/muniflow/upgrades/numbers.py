"""What registers did not say themselves before version 1002."""

from muniflow.organisation.operations import organisations
from muniflow.registry.operations import registers_of
from muniflow.registry.operations import show_to_readers
from muniflow.registry.operations import style_of
from plone import api


def settle_registers() -> None:
    """Let each register keep how it writes its numbers, and who sees what is filed in it."""
    found = [r for o in organisations() for r in registers_of(o) if r.style is None]
    for register in found:
        register.style = style_of(register)
        show_to_readers(register)
    if found:
        api.portal.get_tool("portal_catalog").manage_reindexIndex(["registry_order"])
