"""The one real browser of a test run."""

from backend.testing import find_chromium
from collections.abc import Iterator
from playwright.sync_api import Browser
from playwright.sync_api import sync_playwright

import os
import pytest

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Playwright runs once per thread, so all tests share what is started here.
@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser; where there is none the test is left out, but never in the build."""
    path = find_chromium()
    if path is None and not os.environ.get("CI"):
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
