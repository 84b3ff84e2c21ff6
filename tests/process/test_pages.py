"""The pages of the library."""

from io import BytesIO
from lxml import html
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.process import operations
from plone import api
from plone.app.testing import logout
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.namedfile.file import NamedBlobFile
from zExceptions import NotFound
from zExceptions import Unauthorized
from zope.interface import alsoProvides

import pytest


@pytest.fixture
def process(office):
    """The process under test, in a request to a site that has muniflow."""
    alsoProvides(office.REQUEST, IMuniflowLayer)
    return api.portal.get()["processes"]["chain"]


@pytest.fixture
def page(process):
    """Renders a page of the process: page("view")."""

    def rendered(name: str = "view") -> html.HtmlElement:
        return html.fromstring(process.restrictedTraverse(name)())

    return rendered


class Upload(BytesIO):
    """A file as a form sends it."""

    filename = "new.bpmn"


def post(process: object, name: str, **form: object) -> None:
    """Send a form."""
    request = process.REQUEST
    request.form.update(form)
    request.method = request["REQUEST_METHOD"] = "POST"
    process.restrictedTraverse(name)()


def words(element: html.HtmlElement) -> str:
    """Return the text of a part of a page."""
    return " ".join(element.text_content().split())


class TestProcessPage:
    def test_shows_the_drawing(self, page):
        (svg,) = page().cssselect("svg.mf-bpmn")
        assert svg.get("role") == "img"

    def test_the_drawing_has_a_name(self, page):
        (svg,) = page().cssselect("svg.mf-bpmn")
        assert words(svg.cssselect(f"#{svg.get('aria-labelledby')}")[0]).startswith("Drawing of")

    @pytest.mark.parametrize(
        "line",
        [
            "Draft – Responsible",
            "Legal review – Legal, 5 working days",
            "Approve → Signature (net value below",
            "Submit → Head of unit approval",
        ],
    )
    def test_the_list_says_the_same(self, page, line):
        assert line in words(page().cssselect("section[aria-labelledby=process-steps]")[0])

    def test_nothing_to_publish_no_button(self, page):
        assert not page().cssselect("form[action$='@@publish']")

    def test_publishers_get_the_button(self, page, process):
        operations.replace_text(process, operations.text_of(process) + b"<!-- new -->")
        assert page().cssselect("form[action$='@@publish']")

    def test_readers_get_no_button(self, page, process):
        operations.replace_text(process, operations.text_of(process) + b"<!-- new -->")
        setRoles(api.portal.get(), TEST_USER_ID, ["Member"])
        assert not page().cssselect("form[action$='@@publish'], form[action$='@@upload']")

    def test_problems_with_name_and_line(self, page, process):
        text = operations.text_of(process).replace(b'function="legal"', b'function="law"')
        operations.replace_text(process, text)
        (callout,) = page().cssselect("aside.mf-late")
        assert "Legal line" in words(callout)

    def test_a_drawing_that_only_describes_has_an_outline(self, page, process):
        text = operations.text_of(process).replace(b"userTask", b"manualTask")
        operations.replace_text(process, text)
        assert "Legal review" in words(page().cssselect("[aria-labelledby=process-outline]")[0])


class TestForms:
    def test_publish(self, process):
        operations.replace_text(process, operations.text_of(process) + b"<!-- new -->")
        post(process, "publish")
        assert len(operations.versions(process)) == 2

    def test_reading_publishes_nothing(self, process):
        operations.replace_text(process, operations.text_of(process) + b"<!-- new -->")
        process.restrictedTraverse("publish")()
        assert len(operations.versions(process)) == 1

    def test_members_cannot_publish(self, process):
        setRoles(api.portal.get(), TEST_USER_ID, ["Member"])
        with pytest.raises(Unauthorized):
            process.restrictedTraverse("publish")

    def test_upload_keeps_every_byte(self, process):
        data = operations.text_of(process) + b"\r\n<!-- \xc3\xa1 -->\r\n"
        post(process, "upload", file=Upload(data))
        assert operations.text_of(process) == data

    def test_what_is_no_bpmn_is_not_taken(self, process):
        before = operations.text_of(process)
        post(process, "upload", file=Upload(b"<html/>"))
        assert operations.text_of(process) == before

    def test_version_byte_for_byte(self, process):
        process.REQUEST.form["number"] = "1"
        assert process.restrictedTraverse("process-version")() == operations.text_of(process)

    @pytest.mark.parametrize("number", ["2", "", "x", "-1"])
    def test_version_that_is_not_there(self, process, number):
        process.REQUEST.form["number"] = number
        with pytest.raises(NotFound):
            process.restrictedTraverse("process-version")()


class TestLibrary:
    def test_lists_the_processes(self, process):
        page = html.fromstring(api.portal.get()["processes"].restrictedTraverse("view")())
        assert "Incoming contract" in words(page.cssselect("table.mf-table")[0])

    def test_members_read_it(self, process):
        setRoles(api.portal.get(), TEST_USER_ID, ["Member"])
        assert api.user.has_permission("View", obj=process)

    def test_members_do_not_change_it(self, process):
        setRoles(api.portal.get(), TEST_USER_ID, ["Member"])
        assert not api.user.has_permission("Modify portal content", obj=process)

    def test_visitors_do_not_read_it(self, process):
        logout()
        assert not api.user.has_permission("View", obj=process)


@pytest.mark.parametrize(
    "line",
    [
        "Legal and finance – Legal, Finance countersigner",
        "Legal review: Approve",
        "Partner's answer – The process",
        "Offer lapsed → Refused",
    ],
)
def test_the_list_says_who_signs_and_what_is_waited_for(process, page, shipped, line):
    operations.replace_text(process, shipped["framework-contract"])
    assert line in words(page().cssselect("section[aria-labelledby=process-steps]")[0])


@pytest.mark.parametrize("data", [b"", b"no drawing", b"<html />"])
def test_a_file_that_is_no_drawing_shows_why(process, page, data):
    process.bpmn = NamedBlobFile(data, filename="x.bpmn")
    assert "Cannot be published" in words(page().cssselect("aside.mf-late")[0])


def test_a_process_without_a_file_has_a_page(process, page):
    process.bpmn = None
    assert "Cannot be published" in words(page().cssselect("aside.mf-late")[0])
