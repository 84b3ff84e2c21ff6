"""What the profile cannot say in XML."""

from muniflow.organisation.setup import install_plugin
from muniflow.organisation.setup import remove_plugin
from plone import api
from Products.GenericSetup.tool import SetupTool


def install(tool: SetupTool) -> None:
    """Put the plugin for posts in its place."""
    install_plugin(api.portal.get())


def uninstall(tool: SetupTool) -> None:
    """Take the plugin away; content stays until somebody deletes it."""
    remove_plugin(api.portal.get())
