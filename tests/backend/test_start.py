"""A server is rendered, started, asked and stopped as an operator would."""

from muniflow.demo.operations import logins
from pathlib import Path
from urllib.request import urlopen

import pytest
import signal
import socket
import subprocess
import sys

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.server


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def start(target, port):
    return subprocess.Popen(
        [sys.executable, "-m", "backend.serve", "--target", target, "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell that starts jobs in the background lets them ignore Ctrl-C; undo that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def read_until(process, words):
    """Return what the server printed up to the line with the words, or to its end."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            break
    return "".join(lines)


@pytest.fixture(scope="module")
def first_run(tmp_path_factory):
    """The output, front page and end of a first start, and a refused second server."""
    target, port = tmp_path_factory.mktemp("first") / "instance", free_port()
    process = start(target, port)
    try:
        said = read_until(process, "Ctrl-C stops it")
        page = urlopen(f"http://localhost:{port}/muniflow").read().decode()
        second = start(target, free_port()).communicate(timeout=60)
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=30)
    finally:
        process.kill()
    return {
        "target": target,
        "port": port,
        "said": said,
        "page": page,
        "second": second,
        "rest": rest,
        "errors": errors,
        "code": process.returncode,
    }


def test_the_address_is_printed(first_run):
    assert f"http://localhost:{first_run['port']}/muniflow\n" in first_run["said"]


def test_the_demo_logins_are_printed(first_run):
    for login in logins():
        assert f"  {login.person} " in first_run["said"]


def test_the_front_page_is_served(first_run):
    assert "<title>" in first_run["page"]


def test_ctrl_c_ends_it_cleanly(first_run):
    assert (first_run["code"], first_run["rest"].strip()) == (0, "Stopped.")
    assert "Traceback" not in first_run["errors"]


def test_a_second_server_on_the_same_data_is_refused(first_run):
    assert first_run["second"][1] == (
        "muniflow: The database is in use by another process: stop that one first.\n"
    )


def test_the_next_start_finds_the_site(first_run):
    process = start(first_run["target"], first_run["port"])
    try:
        said = read_until(process, "Ctrl-C stops it")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    finally:
        process.kill()
    assert "/muniflow\n" in said
    assert "Making the site" not in said
