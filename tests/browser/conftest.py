"""The demo town in a real server, looked at with a real browser."""

from backend.testing import running
from backend.testing import Server
from collections.abc import Callable
from collections.abc import Iterator
from playwright.sync_api import Browser
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page

import pytest

PASSWORD = "muniflow-demo-1"


@pytest.fixture(scope="session")
def demo(chromium, tmp_path_factory) -> Iterator[Server]:
    """A server with the demo, started once for all browser tests."""
    with running(tmp_path_factory.mktemp("demo")) as server:
        yield server


@pytest.fixture(scope="session")
def sessions(demo: Server, chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A factory of browser sessions, logged in once for each person and language."""
    known: dict[tuple[str, str], BrowserContext] = {}

    def session(person: str, language: str = "en") -> BrowserContext:
        key = (person, language)
        if key not in known:
            context = chromium.new_context(
                locale=language, extra_http_headers={"Accept-Language": language}
            )
            known[key] = context
            if person:
                page = context.new_page()
                page.goto(f"{demo.url}/muniflow/login")
                page.fill("#__ac_name", person)
                page.fill("#__ac_password", PASSWORD)
                page.press("#__ac_password", "Enter")
                page.wait_for_load_state()
                page.close()
        return known[key]

    yield session
    for context in known.values():
        context.close()


@pytest.fixture()
def visit(demo: Server, sessions) -> Iterator[Callable[..., Page]]:
    """A function that opens a page of the site as a person."""
    pages: list[Page] = []

    def open_it(person: str, path: str, width: int = 1280, language: str = "") -> Page:
        # Where there is least room the words are the longest.
        page = sessions(person, language or ("hu" if width < 700 else "en")).new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": 900})
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.status = page.goto(
            path if path.startswith("http") else f"{demo.url}/muniflow/{path}"
        ).status
        return page

    yield open_it
    for page in pages:
        page.close()
