"""What the profile cannot say in XML."""

from muniflow.organisation.setup import install_plugin
from muniflow.organisation.setup import remove_plugin
from plone import api
from Products.GenericSetup.tool import SetupTool


def install(tool: SetupTool) -> None:
    """Put the plugin for posts in its place and let the user folder know our roles.

    It learns of new roles when somebody looks at them, which would be a write on a read.
    """
    install_plugin(api.portal.get())
    api.portal.get_tool("acl_users").portal_role_manager.updateRolesList()


def uninstall(tool: SetupTool) -> None:
    """Take the plugin away; content stays until somebody deletes it."""
    remove_plugin(api.portal.get())
