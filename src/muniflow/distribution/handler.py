"""Turns a bare Plone site into a muniflow site."""

from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from contextlib import ExitStack
from muniflow.core.errors import MuniflowError
from muniflow.demo.operations import load
from muniflow.distribution.rules import planned_organisations
from muniflow.distribution.rules import PlannedOrganisation
from muniflow.distribution.rules import TIMEZONES
from muniflow.organisation.operations import create_organisation
from plone.distribution.core import Distribution
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.Portal import PloneSite
from zExceptions import BadRequest
from zope.component import getUtility
from zope.component.hooks import setSite
from zope.globalrequest import getRequest
from zope.i18n import translate

LANGUAGES = ["en", "hu", "cs"]


def complete_answers(answers: dict) -> dict:
    """Return the answers with the country's time zone; refuses impossible organisations."""
    with _refused_in_words():
        planned_organisations(answers)
    return {"portal_timezone": TIMEZONES[answers["country"]]} | answers


def build(distribution: Distribution, site: PloneSite, answers: dict) -> PloneSite:
    """Apply the profiles, then make the organisations or the demo; returns the site."""
    with ExitStack() as failed:
        # The site is gone after an error; the transaction could not be aborted inside it.
        failed.callback(setSite, None)
        for profile in distribution.profiles:
            site["portal_setup"].runAllImportStepsFromProfile(f"profile-{profile}")
        _offer_languages()
        _fill(site, answers)
        failed.pop_all()
    return site


def _fill(site: PloneSite, answers: Mapping[str, object]) -> None:
    with _refused_in_words():
        if answers.get("setup_content"):
            load(site)
        for planned in planned_organisations(answers, taken=frozenset(site.objectIds())):
            _create(site, planned, answers["country"])


@contextmanager
def _refused_in_words() -> Iterator[None]:
    """Let the site-creation page show what is wrong in the reader's language."""
    try:
        yield
    except MuniflowError as error:
        raise BadRequest(translate(error.message, context=getRequest())) from error


def _create(site: PloneSite, planned: PlannedOrganisation, country: str) -> None:
    create_organisation(
        site,
        id=planned.id,
        title=planned.title,
        code=planned.code,
        colour=planned.colour,
        country=country,
    )


def _offer_languages() -> None:
    """Let each reader's browser choose the language; the site's own stays the default."""
    registry = getUtility(IRegistry)
    registry["plone.available_languages"] = LANGUAGES
    registry["plone.use_request_negotiation"] = True
    registry["plone.use_cookie_negotiation"] = True
