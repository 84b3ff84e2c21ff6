"""The page of a document, of a component and of the check of files, in a real browser."""

from tests.browser.test_pages import judge

import io
import pytest
import zipfile

pytestmark = pytest.mark.browser

WIDTHS = [360, 1280]


def package() -> bytes:
    """Return a container with a letter and an annex."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Levél.pdf", b"%PDF-1.4\n%%EOF")
        archive.writestr("Mellékletek/ár.csv", b"a;b\n1;2")
    return out.getvalue()


@pytest.fixture(scope="module")
def document(sessions, demo) -> str:
    """The address of a container that a clerk has dropped on a case, once it is unpacked."""
    page = sessions("kiss.anna", "en").new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{demo.url}/muniflow/@@contracts")
    rows = page.locator(".mf-rowlink").evaluate_all("links => links.map(link => link.href)")
    for address in rows:
        page.goto(address)
        if page.locator('form[action$="@@file-documents"]').count():
            break
    sent = {"name": "Csomag.zip", "mimeType": "application/zip", "buffer": package()}
    with page.expect_navigation():
        page.set_input_files('form[action$="@@file-documents"] input[type=file]', files=[sent])
    address = page.locator(".mf-papers a", has_text="Csomag").first.evaluate("link => link.href")
    for _ in range(60):
        page.goto(address)
        if page.get_by_text("Mellékletek/ár.csv").count():
            break
        page.wait_for_timeout(500)
    page.close()
    return address


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_of_a_document(visit, document, width):
    page = visit("kiss.anna", document, width, "en")
    judge(page)
    assert page.get_by_text("Mellékletek/ár.csv").count() == 1


def test_the_whole_hash_opens(visit, document):
    page = visit("kiss.anna", document)
    code = page.locator(".mf-hashes code").first
    assert not code.is_visible()
    page.locator(".mf-hashes summary").first.click()
    assert len(code.inner_text()) == 64


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_of_a_component(visit, document, width):
    page = visit("kiss.anna", f"{document}/@@component/2", width, "en")
    judge(page)
    assert page.locator("h1").inner_text() == "Levél.pdf"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_check_of_the_files(visit, width):
    judge(visit("molnar.katalin", "@@integrity", width))


def test_a_component_is_added_by_dropping(visit, document):
    page = visit("kiss.anna", document)
    sent = {"name": "Annex.txt", "mimeType": "text/plain", "buffer": b"words"}
    with page.expect_navigation():
        page.set_input_files('form[action$="@@file-component"] input[type=file]', files=[sent])
    assert page.get_by_text("4 · Annex.txt").count() == 1


def test_a_document_is_marked_final(visit, document):
    page = visit("kiss.anna", document)
    with page.expect_navigation():
        page.get_by_role("button", name="Mark as final").click()
    assert page.locator(".mf-status").first.inner_text() == "Final"
