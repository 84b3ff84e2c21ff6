"""Navigation, switcher and counter come from adapters, and the frame stands without them."""

from muniflow.core.interfaces import IActingSwitch
from muniflow.core.interfaces import IDeskCount
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.core.interfaces import INavigationItem
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import SITE_OWNER_NAME
from plone.app.theming.utils import theming_policy
from types import SimpleNamespace
from zope.component import getSiteManager
from zope.interface import alsoProvides
from zope.interface import Interface

import pytest

ONK = SimpleNamespace(id="onk", code="ONK", colour="#0f766e", title="Municipality")
PHI = SimpleNamespace(id="phi", code="PHI", colour="#4338ca", title="Office")


class Line:
    """One line of the navigation."""

    icon = "inbox"
    count = 7
    active = True
    available = True

    def __init__(self, title, order):
        self.title, self.order, self.url = title, order, f"#{title}"

    def __call__(self, context, request):
        return self


@pytest.fixture
def person_request(portal, app, http_request):
    """The request of a manager, on a site that knows no other adapters of the shell."""
    alsoProvides(http_request, IMuniflowLayer)
    login(app, SITE_OWNER_NAME)
    return http_request


@pytest.fixture
def register():
    """A function that registers an adapter for the time of the test."""
    registry, done = getSiteManager(), []

    def add(factory, required, provided, name=""):
        registry.registerAdapter(factory, required, provided, name)
        done.append((factory, required, provided, name))

    yield add
    for registration in done:
        registry.unregisterAdapter(*registration)


def shell(portal):
    return portal.restrictedTraverse("@@mf-shell")


def mine(portal):
    """Return the groups of the lines that the test itself registered."""
    groups = [[x for x in group if isinstance(x, Line)] for group in shell(portal).navigation]
    return [group for group in groups if group]


def acting_for(current):
    return lambda request: SimpleNamespace(current=current, choices=[ONK, PHI])


def test_the_navigation_is_in_groups(portal, person_request, register):
    for title, order in (("Register", 110), ("Desk", 10), ("Cases", 20)):
        register(Line(title, order), (Interface, IMuniflowLayer), INavigationItem, title)
    groups = [[line.title for line in group] for group in mine(portal)]
    assert groups == [["Desk", "Cases"], ["Register"]]


def test_what_is_not_available_is_left_out(portal, person_request, register):
    line = Line("Secret", 10)
    line.available = False
    register(line, (Interface, IMuniflowLayer), INavigationItem, "secret")
    assert mine(portal) == []


def test_the_bar_under_the_thumb_has_three_lines(portal, person_request, register):
    for order in (10, 20, 30, 40):
        register(Line(str(order), order), (Interface, IMuniflowLayer), INavigationItem, str(order))
    assert len(shell(portal).shortcuts) == 3


def test_a_visitor_has_no_navigation(portal, person_request, register):
    register(Line("Desk", 10), (Interface, IMuniflowLayer), INavigationItem, "mine")
    logout()
    assert shell(portal).navigation == []


@pytest.mark.parametrize("provided", [IActingSwitch, IDeskCount])
def test_the_frame_stands_without_the_other_domains(portal, person_request, register, provided):
    register(lambda request: None, (IMuniflowLayer,), provided)
    assert 'id="main-container"' in portal.restrictedTraverse("@@mf-styleguide")()


def test_the_switcher_offers_my_organisations(portal, person_request, register):
    register(acting_for(ONK), (IMuniflowLayer,), IActingSwitch)
    page = portal.restrictedTraverse("@@mf-styleguide")()
    assert "@@mf-act-for?organisation=phi" in page


def test_the_colour_of_the_organisation_acted_for(portal, person_request, register):
    register(acting_for(ONK), (IMuniflowLayer,), IActingSwitch)
    assert shell(portal).accent == "--org:#0f766e"


def test_no_colour_for_all_organisations(portal, person_request, register):
    register(acting_for(None), (IMuniflowLayer,), IActingSwitch)
    assert shell(portal).accent is None


def test_the_counter_shows_what_waits(portal, person_request, register):
    register(lambda request: SimpleNamespace(total=4711), (IMuniflowLayer,), IDeskCount)
    assert "4711" in portal.restrictedTraverse("@@mf-styleguide")()


def test_a_shipped_theme_is_not_transformed(portal, person_request):
    assert theming_policy(person_request).isThemeEnabled() is False


def test_a_theme_of_ones_own_is(portal, person_request):
    name = "plone.app.theming.interfaces.IThemeSettings.currentTheme"
    portal.portal_registry[name] = "barceloneta"
    assert theming_policy(person_request).isThemeEnabled() is True
