"""A server is rendered, started, asked and stopped as an operator would."""

from backend.testing import Server
from muniflow.demo.operations import logins
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def first_run(tmp_path_factory):
    """What a first start says and serves, how it ends, and a second server meanwhile."""
    with Server(tmp_path_factory.mktemp("first") / "instance") as server:
        server.wait()
        page = urlopen(f"{server.url}/muniflow").read().decode()
        _said, second = Server(server.target).process.communicate(timeout=60)
        code, rest, errors = server.stop()
    return {
        "target": server.target,
        "url": server.url,
        "said": server.said,
        "page": page,
        "second": second,
        "end": (code, rest.strip()),
        "errors": errors,
    }


def test_the_address_is_printed(first_run):
    assert f"{first_run['url']}/muniflow\n" in first_run["said"]


def test_the_demo_logins_are_printed(first_run):
    for login in logins():
        assert f"  {login.person} " in first_run["said"]


def test_the_front_page_is_served(first_run):
    assert "<title>" in first_run["page"]


def test_ctrl_c_ends_it_cleanly(first_run):
    assert first_run["end"] == (0, "Stopped.")
    assert "Traceback" not in first_run["errors"]


def test_a_second_server_on_the_same_data_is_refused(first_run):
    assert first_run["second"] == (
        "muniflow: The database is in use by another process: stop that one first.\n"
    )


def test_the_next_start_finds_the_site(first_run):
    with Server(first_run["target"]) as server:
        server.wait()
    assert "/muniflow\n" in server.said
    assert "Making the site" not in server.said
