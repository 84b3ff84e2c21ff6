"""Puts the PAS plugin in its place; called by the profile."""

from muniflow.organisation.pas import PLUGIN
from muniflow.organisation.pas import PostsPlugin
from plone import api
from Products.CMFPlone.Portal import PloneSite
from Products.PlonePAS.interfaces.group import IGroupIntrospection
from Products.PluggableAuthService.interfaces.plugins import IGroupEnumerationPlugin
from Products.PluggableAuthService.interfaces.plugins import IGroupsPlugin

KINDS = (IGroupsPlugin, IGroupEnumerationPlugin, IGroupIntrospection)


def install_plugin(site: PloneSite) -> None:
    """Add the plugin; a second call changes nothing."""
    users = api.portal.get_tool("acl_users")
    if PLUGIN not in users:
        users._setObject(PLUGIN, PostsPlugin(PLUGIN, "Posts of the organisations"))
    for kind in KINDS:
        if PLUGIN not in users.plugins.listPluginIds(kind):
            users.plugins.activatePlugin(kind, PLUGIN)


def remove_plugin(site: PloneSite) -> None:
    """Take the plugin away again."""
    users = api.portal.get_tool("acl_users")
    if PLUGIN not in users:
        return
    for kind in KINDS:
        if PLUGIN in users.plugins.listPluginIds(kind):
            users.plugins.deactivatePlugin(kind, PLUGIN)
    users._delObject(PLUGIN)
