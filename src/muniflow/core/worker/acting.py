"""Being the worker: a user, a request and a site around what it does."""

from AccessControl.SecurityManagement import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.users import UnrestrictedUser
from Acquisition import aq_base
from collections.abc import Iterator
from contextlib import contextmanager
from muniflow.core.worker.interfaces import CHANNEL
from muniflow.core.worker.interfaces import WORKER
from muniflow.core.worker.rules import site_address
from OFS.Application import Application
from plone import api
from plone.browserlayer.layer import mark_layer
from Products.CMFPlone.Portal import PloneSite
from Testing.makerequest import makerequest
from types import SimpleNamespace
from zope.component.hooks import getSite
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest
from zope.globalrequest import getRequest
from zope.globalrequest import setRequest
from ZPublisher.HTTPRequest import HTTPRequest

import os

ROLES = ("Manager", "Process Engine")
"""May do all; the second is that of processes which go on by themselves."""

ADDRESS = "muniflow.site_url"
"""Registry record: the address of the site as people know it."""

SERVER = "MUNIFLOW_SERVER"
"""Variable of the environment: the address of the server on this machine."""

SERVER_DEFAULT = "http://localhost:8080"


class WorkerUser(UnrestrictedUser):
    """Nobody's account; the journal names it as the actor."""

    def getId(self) -> str:
        """Return its name: special users have no id otherwise."""
        return self.getUserName()


@contextmanager
def acting(app: Application, path: str) -> Iterator[PloneSite]:
    """Be the worker in the site at ``path`` inside the block, with a request of its own.

    What was kept on a request before is not seen, so each step works on the present state.
    """
    before = (getSecurityManager(), getSite(), getRequest())
    root = makerequest(aq_base(app))
    site = root.unrestrictedTraverse(path)
    try:
        _enter(root, site)
        yield site
    finally:
        security, active, request = before
        setSecurityManager(security)
        setSite(active)
        if request is None:
            clearRequest()
        else:
            setRequest(request)
        # Not closed: that would tell everybody that the request of the thread has ended.
        site.REQUEST.clear()


def _enter(root: Application, site: PloneSite) -> None:
    request = site.REQUEST
    setRequest(request)
    setSite(site)
    user = WorkerUser(WORKER, "", list(ROLES), []).__of__(root.acl_users)
    newSecurityManager(request, user)
    mark_layer(site, SimpleNamespace(request=request))
    request.set("muniflow.channel", CHANNEL)
    request.set("AUTHENTICATED_USER", user)
    request.set("LANGUAGE", api.portal.get_default_language())
    _address(request, root, site)


def _address(request: HTTPRequest, root: Application, site: PloneSite) -> None:
    """Let the objects of the site know their addresses: nobody has asked by one."""
    chosen = api.portal.get_registry_record(ADDRESS, default="") or ""
    server = os.environ.get(SERVER, SERVER_DEFAULT)
    protocol, host, port, path = site_address(chosen, server, site.absolute_url_path())
    request.setServerURL(protocol, host, port)
    request["PARENTS"] = [site]
    request.setVirtualRoot(path)
    request["PARENTS"] = [site, root]
