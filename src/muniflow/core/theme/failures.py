"""What a person sees when something is not there, not allowed, or broken."""

from AccessControl import getSecurityManager
from html import escape
from muniflow import _
from muniflow.core.clock import now
from muniflow.core.doors.caller import recognise
from muniflow.core.doors.moved import may_follow
from muniflow.core.doors.rules import may_hide
from muniflow.core.errors import Invalid
from muniflow.core.errors import MuniflowError
from muniflow.core.theme.interfaces import ILightPage
from muniflow.core.theme.interfaces import IRightGivers
from OFS.CopySupport import CopyError
from plone import api
from plone.memoize.view import memoize
from plone.rest.interfaces import IAPIRequest
from plone.rest.traverse import RESTWrapper
from Products.CMFCore.interfaces import IContentish
from Products.CMFPlone.browser.exceptions import ExceptionView
from Products.Five import BrowserView
from secrets import token_hex
from zExceptions import Forbidden
from zExceptions import HTTPException
from zExceptions import NotFound
from zExceptions import Unauthorized
from zope.component import getMultiAdapter
from zope.component import queryMultiAdapter
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.interface import implementer
from ZPublisher.BaseResponse import BaseResponse

import json
import logging

logger = logging.getLogger(__name__)

TEXT_LOG_IN = _("text_log_in_first", default="Log in first.")

# Plain words for the case in which even the frame of the page cannot be drawn.
BARE = "<!DOCTYPE html><title>{title}</title><h1>{title}</h1><p>{text}</p><p>{reference}</p>"


def kind_of(error: Exception) -> tuple[str, int]:
    """Return which page an error gets, and its HTTP status."""
    if isinstance(error, NotFound):
        return "missing", 404
    if isinstance(error, Invalid):
        return "wrong", 400
    # The last is what the copy buffer raises for what stays in its place.
    if isinstance(error, MuniflowError | Forbidden | Unauthorized | CopyError):
        return "refused", 403
    status = error.getStatus() if isinstance(error, HTTPException) else 500
    if status < 400:
        return "elsewhere", status
    return ("wrong", status) if status < 500 else ("broken", status)


def _keep_challenge_away(response: BaseResponse) -> None:
    """Keep the user folder from leading to the login whoever is logged in, or a program."""
    response._has_challenged = True


def new_reference() -> str:
    """Return a short number by which a failure is found again in the log."""
    return f"{now():%Y%m%d}-{token_hex(3).upper()}"


def right_givers(context: object, request: object) -> list[str]:
    """Return the names of those who could give a missing right."""
    givers = queryMultiAdapter((context, request), IRightGivers)
    return list(givers.names()) if givers is not None else []


@implementer(ILightPage)
class FailureView(ExceptionView):
    """The page of an error: what happened, what was lost, and the way out."""

    titles = {
        "missing": _("heading_failure_missing", default="There is nothing here"),
        "wrong": _("heading_failure_wrong", default="Something does not fit"),
        "refused": _("heading_failure_refused", default="This is not open to you"),
        "broken": _("heading_failure_broken", default="That did not work"),
    }

    def __call__(self) -> str | None:
        """Answer in the face of the site, to programs in JSON."""
        self.error = self.context
        self.kind, status = kind_of(self.error)
        self.context = self._place()
        known = recognise(self.request)
        if self.kind == "elsewhere" or (self.kind == "missing" and self._moved()):
            return None
        if not known and self._for_members():
            return self._ask_to_log_in()
        if self._by_program and isinstance(self.error, MuniflowError):
            status = 400
        _keep_challenge_away(self.request.response)
        # Whoever looks at the error later would make another status of it.
        self.request.response.setStatus(status, lock=True)
        self.reference = self._log() if self.kind == "broken" else ""
        return self._for_programs() if self._by_program else self._page()

    def _place(self) -> object:
        """Return the content at which the way ended; a view cannot carry a page."""
        for parent in self.request.get("PARENTS", ()):
            inner = parent.context if isinstance(parent, RESTWrapper) else parent
            if IContentish.providedBy(inner):
                return inner
        return api.portal.get()

    @property
    def _by_api(self) -> bool:
        return bool(IAPIRequest.providedBy(self.request))

    @property
    def _by_program(self) -> bool:
        return self._by_api or "text/html" not in self.request.getHeader("Accept", "")

    def _moved(self) -> bool:
        """Lead to where something was moved, for those who may see it there."""
        if not may_follow(api.portal.get(), self.request):
            return False
        return bool(self.plone_redirector_view.attempt_redirect())

    def _for_members(self) -> bool:
        """Tell whether somebody logged in could find something here.

        Nobody learns from the answer whether there is something.
        """
        if isinstance(self.error, Unauthorized):
            return True
        site = len(api.portal.get().getPhysicalPath())
        path = self.request.physicalPathFromURL(self.request.get("ACTUAL_URL", ""))
        return self.kind == "missing" and may_hide(path[site:])

    def _ask_to_log_in(self) -> str:
        """Lead to the login; programs are told that they have to."""
        response = self.request.response
        if not self._by_api:
            response.setStatus(401)
            response._unauthorized()
            return ""
        response.setStatus(401, lock=True)
        _keep_challenge_away(response)
        response.setHeader("Content-Type", "application/json")
        text = translate(TEXT_LOG_IN, context=self.request)
        return json.dumps({"type": "Unauthorized", "message": text})

    @property
    def page_title(self) -> Message:
        """Return the heading of the page."""
        return self.titles[self.kind]

    @property
    def message(self) -> str | Message:
        """Return what the error itself says to people; only our own errors do."""
        return getattr(self.error, "message", "") if self._ours else ""

    @property
    def details(self) -> str:
        """Return the type and text of a failure, for administrators only."""
        if not getSecurityManager().checkPermission("Manage portal", self.context):
            return ""
        return f"{type(self.error).__name__}: {self.error}"

    @property
    def givers(self) -> list[str]:
        """Return the names of those who could give the right."""
        return right_givers(self.context, self.request)

    @property
    @memoize
    def plone_redirector_view(self) -> BrowserView:
        """Return Plone's view that knows where moved objects went."""
        return getMultiAdapter((self.context, self.request), name="plone_redirector_view")

    @property
    def _ours(self) -> bool:
        return isinstance(self.error, MuniflowError)

    def _log(self) -> str:
        reference = new_reference()
        logger.error("%s %s", reference, self.request.get("URL", ""), exc_info=self.error)
        return reference

    def _for_programs(self) -> str:
        response = self.request.response
        response.setHeader("Content-Type", "application/json")
        text = self.message or self.titles[self.kind]
        if self.kind == "wrong" and not self._ours:
            text = str(self.error)
        answer = {
            "type": type(self.error).__name__,
            "message": translate(text, context=self.request),
        }
        if self.reference:
            answer["reference"] = self.reference
        return json.dumps(answer)

    def _page(self) -> str:
        try:
            return self.index()
        except Exception:
            logger.exception("the page of failure %s could not be drawn", self.reference)
            title = translate(self.page_title, context=self.request)
            text = translate(self.message, context=self.request) if self.message else ""
            self.request.response.setHeader("Content-Type", "text/html;charset=utf-8")
            return BARE.format(title=escape(title), text=escape(text), reference=self.reference)


@implementer(ILightPage)
class MissingRightView(BrowserView):
    """The page of somebody who is logged in but may not do this."""

    page_title = FailureView.titles["refused"]
    kind = "refused"
    message = ""
    reference = ""
    details = ""

    def __call__(self) -> str:
        """Answer with 403."""
        self.request.response.setStatus(403)
        return self.index()

    @property
    def givers(self) -> list[str]:
        """Return the names of those who could give the right."""
        return right_givers(self.context, self.request)
