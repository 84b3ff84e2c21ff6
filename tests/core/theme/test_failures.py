"""Which page an error gets, and what it says."""

from muniflow.core.clock import frozen
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.core.theme.failures import FailureView
from muniflow.core.theme.failures import kind_of
from muniflow.core.theme.failures import new_reference
from muniflow.core.theme.interfaces import IRightGivers
from zExceptions import NotFound
from zope.component import getMultiAdapter
from zope.component import getSiteManager
from zope.interface import alsoProvides
from zope.interface import Interface

import datetime
import json
import pytest
import re


class Everybody:
    """Somebody to ask."""

    def __init__(self, context, request):
        self.context = context

    def names(self):
        return ["Papp Judit"]


@pytest.fixture
def request_of_a_person(http_request):
    alsoProvides(http_request, IMuniflowLayer)
    http_request.environ["HTTP_ACCEPT"] = "text/html"
    return http_request


@pytest.fixture
def failure(portal, request_of_a_person):
    """A function that makes the page of an error."""

    def make(error):
        view = getMultiAdapter((error, request_of_a_person), name="index.html")
        view.__parent__ = portal
        return view

    return make


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (NotFound("x"), ("missing", 404)),
        (Invalid("x"), ("wrong", 400)),
        (NotAllowed("x"), ("refused", 403)),
        (ZeroDivisionError(), ("broken", 500)),
    ],
)
def test_kinds_of_failures(error, expected):
    assert kind_of(error) == expected


def test_a_reference_carries_the_day():
    with frozen(datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)):
        assert re.fullmatch(r"20261122-[0-9A-F]{6}", new_reference())


def test_the_page_is_ours(failure):
    assert isinstance(failure(ZeroDivisionError()), FailureView)


def test_a_broken_page_gives_the_reference_of_the_log(failure, caplog):
    page = failure(ZeroDivisionError("by nought"))()
    reference = re.search(r"\d{8}-[0-9A-F]{6}", page).group()
    assert reference in caplog.text


def test_a_broken_page_hides_its_inside_from_people(failure):
    assert "by nought" not in failure(ZeroDivisionError("by nought"))()


def test_our_own_errors_say_their_sentence(failure):
    assert "The sum is missing" in failure(Invalid("The sum is missing"))()


def test_programs_get_json(failure, request_of_a_person):
    request_of_a_person.environ["HTTP_ACCEPT"] = "application/json"
    answer = json.loads(failure(NotAllowed("Only the head may"))())
    assert answer["message"] == "Only the head may"


def test_those_who_can_give_the_right_are_named(failure):
    registry = getSiteManager()
    registry.registerAdapter(Everybody, (Interface, IMuniflowLayer), IRightGivers)
    try:
        assert "Papp Judit" in failure(NotAllowed("Only the head may"))()
    finally:
        registry.unregisterAdapter(Everybody, (Interface, IMuniflowLayer), IRightGivers)
