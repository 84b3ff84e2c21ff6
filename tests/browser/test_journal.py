"""The journal in a real browser: for everyone, found, exported and proven."""

from muniflow.cli import main
from pathlib import Path
from tests.browser.test_pages import judge

import pytest
import subprocess
import sys
import time

pytestmark = pytest.mark.browser

RECORDS = "molnar.katalin"
AUDITOR = "juhasz.peter"
CLERK = "kiss.anna"
JOB = "journal-seal"
CALL = "import sys; from muniflow.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(scope="module")
def sealed(demo):
    """The demonstration's days sealed: two years of them, by the worker of its server."""
    conf = str(demo.target / "etc" / "zope.conf")
    command = [sys.executable, "-c", CALL, "--conf", conf, "worker", "--once", "--job", JOB]
    for _attempt in range(60):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if not done.returncode:
            return
        # The worker is in the middle of something else that the demonstration has left to it.
        time.sleep(5)
    pytest.fail(f"{done.stdout}{done.stderr}")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "path",
    ["onk/@@journal", "onk/@@journal?act=decided&person=nagy", "onk/@@journal-seals"],
)
def test_a_page_is_for_everyone(visit, sealed, path, width):
    judge(visit(RECORDS, path, width))


def test_the_navigation_leads_to_it(visit):
    page = visit(RECORDS, "@@desk")
    page.locator("nav").get_by_role("link", name="Journal", exact=True).click()
    page.wait_for_load_state()
    assert page.url.endswith("/onk/@@journal")


def test_who_decided_what_is_found_and_read_on(visit):
    page = visit(RECORDS, "onk/@@journal")
    assert page.locator("tbody tr").count() == 100
    first = page.locator("tbody tr").first.inner_text()
    page.get_by_role("link", name="Older").click()
    page.wait_for_load_state()
    assert page.locator("tbody tr").first.inner_text() != first
    page.get_by_label("Act", exact=True).select_option("decided")
    page.get_by_label("Person").fill("Nagy Béla")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_load_state()
    rows = page.locator("tbody tr").all_inner_texts()
    assert rows and all("Nagy Béla" in row and "decided" in row for row in rows)
    page.locator("tbody a:visible").first.click()
    page.wait_for_load_state()
    assert "/onk/cases/" in page.url


def test_an_auditor_exports_what_proves_itself(visit, sealed, tmp_path, capsys):
    page = visit(AUDITOR, "onk/@@journal-seals")
    assert page.get_by_role("button", name="Ask for a new key").count() == 0
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Export for an audit (ZIP)").click()
    target = Path(tmp_path / "export.zip")
    downloading.value.save_as(target)
    head = page.locator(".mf-journal-head code").inner_text()
    assert main(["verify-journal", str(target), "--head", head]) == 0
    assert "all is as it was sealed" in capsys.readouterr().out


def test_a_new_key_is_asked_for(visit, sealed):
    page = visit(RECORDS, "onk/@@journal-seals")
    page.get_by_label("Why is a new key needed?").fill("The server moves")
    page.get_by_role("button", name="Ask for a new key").click()
    page.wait_for_load_state()
    assert "the next seal is made with it" in page.locator("main").inner_text()


def test_a_clerk_has_no_journal(visit):
    assert visit(CLERK, "onk/@@journal").status in (403, 404)
    page = visit(CLERK, "@@desk")
    assert page.locator("nav").get_by_role("link", name="Journal", exact=True).count() == 0


def test_an_outsider_finds_nothing(visit):
    assert visit("kivulallo.kata", "onk/@@journal").status == 404
