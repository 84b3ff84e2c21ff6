"""Two people decide at the same moment, on a real server: one is first, the other is told."""

from backend.testing import Server
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from html import unescape
from http.client import HTTPConnection
from tests.town import PASSWORD
from tests.town import PEOPLE
from threading import Barrier
from urllib.parse import urlencode

import json
import pytest
import re

pytestmark = pytest.mark.server

NAMES = {person: name for person, (name, _posts) in PEOPLE.items()}
FORM = "application/x-www-form-urlencoded"
TOKEN = re.compile(r'name="_authenticator"[^>]*value="([0-9a-f]+)"')
SEEN = re.compile(r'name="seen"[^>]*value="([^"]+)"')


class CrowdedServer(Server):
    """The server of a town in which many cases wait."""

    module = "tests.browser.crowded_server"


@dataclass(frozen=True)
class Sent:
    """What somebody got back."""

    person: str
    status: int
    body: str


CLUSTERED = """\
default_context:
  wsgi_threads: 12
  db_storage: relstorage
  db_blob_mode: cache
  db_relstorage_keep_history: false
  db_relstorage_postgresql_dsn: {dsn}
"""


@pytest.fixture(scope="module", params=["embedded", "postgresql"])
def crowd(request, tmp_path_factory) -> Iterator[dict[str, object]]:
    """The cases by the kind of crowd, and the port of their server, on either store."""
    options = ["--no-demo"]
    if request.param == "postgresql":
        dsn = request.getfixturevalue("postgresql").fresh("crowd")
        config = tmp_path_factory.mktemp("settings") / "instance.yaml"
        config.write_text(CLUSTERED.format(dsn=json.dumps(dsn)))
        options += ["--config", str(config)]
    target = tmp_path_factory.mktemp("crowd") / "instance"
    file = target.with_name("crowd.json")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CROWD", str(file))
        with CrowdedServer(target, *options) as server:
            server.wait()
            yield {**json.loads(file.read_text()), "port": server.port}


def ask(
    port: int,
    person: str,
    path: str,
    form: dict[str, str] | None = None,
    accept: str = "text/html",
) -> tuple[int, str]:
    """Ask the server as a browser that has logged in."""
    secret = b64encode(f"{person}:{PASSWORD}".encode()).decode()
    headers = {"Authorization": f"Basic {secret}", "Accept": accept, "Content-Type": FORM}
    connection = HTTPConnection("localhost", port, timeout=120)
    method, body = ("GET", None) if form is None else ("POST", urlencode(form))
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = unescape(answer.read().decode())
    connection.close()
    return answer.status, text


def data(port: int, person: str, path: str) -> dict[str, object]:
    """Ask a service."""
    return json.loads(ask(port, person, path, accept="application/json")[1])


def form_of(port: int, person: str, path: str) -> dict[str, str]:
    """Return what the form on the page of a case would send for an approval."""
    _status, page = ask(port, person, path)
    decisions = data(port, person, f"{path}/@decisions")["items"]
    return {
        "decision": next(d["decision"] for d in decisions if d["kind"] == "approve"),
        "comment": f"By {person}",
        "seen": SEEN.search(page)[1],
        "_authenticator": TOKEN.search(page)[1],
    }


def at_once(port: int, path: str, people: list[str]) -> list[Sent]:
    """Let all open the page, and then all press the button in the same moment."""
    forms = {person: form_of(port, person, path) for person in people}
    start = Barrier(len(people))

    def press(person: str) -> Sent:
        start.wait(timeout=60)
        return Sent(person, *ask(port, person, f"{path}/@@decide", forms[person]))

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(press, people))


def approvals(history: list[dict]) -> list[str]:
    """Return who approved, as the history has it."""
    return [act["person"] for act in history if act["kind"] == "approve" and act["person"]]


def rounds(crowd: dict[str, object], name: str) -> Iterator[tuple[dict, list[Sent], dict]]:
    """Yield case, answers and what the service says afterwards, of each round."""
    look = partial(data, crowd["port"], "gabi")
    for case in crowd[name]:
        sent = at_once(crowd["port"], case["path"], case["people"])
        yield case, sent, look(f"{case['path']}/@decisions")


def check_one_wins(crowd: dict[str, object], name: str) -> None:
    """Check every round: one act, and a sentence for the other that names who, what and when."""
    for case, sent, after in rounds(crowd, name):
        (winner,) = approvals(after["history"])
        led_on = {one.person for one in sent if one.status == 302}
        assert led_on == {winner}, case
        (loser,) = (one for one in sent if one.person != winner)
        assert loser.status == 200
        named = NAMES.get(winner, winner)
        assert re.search(rf"{named} was faster: approved, .*{case['title']}", loser.body), case
        # What was written is still there.
        assert f"By {loser.person}" not in json.dumps(after)


@pytest.mark.parametrize("name", ["holders", "parallel", "substitutes"])
def test_one_wins_and_the_other_is_told(crowd, name):
    check_one_wins(crowd, name)


@pytest.mark.parametrize(
    ("name", "signed"), [("parallel", {"legal"}), ("substitutes", {"finance"})]
)
def test_one_sign_off_is_given_once(crowd, name, signed):
    """Asked after the rounds above: the other branch still waits."""
    for case in crowd[name]:
        lines = data(crowd["port"], "gabi", f"{case['path']}/@decisions")["sign_offs"]
        assert {line["function"] for line in lines if line["status"] == "given"} == signed


def test_each_of_a_council_may_sign_in_the_same_moment(crowd):
    """Nobody takes anything from the other: who comes second sees what has changed and signs."""
    port = crowd["port"]
    for case, _sent, after in rounds(crowd, "council"):
        signed = approvals(after["history"])
        for person in set(case["people"]) - set(signed):
            ask(port, person, f"{case['path']}/@@decide", form_of(port, person, case["path"]))
        history = data(port, "gabi", f"{case['path']}/@decisions")["history"]
        assert sorted(approvals(history)) == sorted(case["people"]), case
        state = data(port, "gabi", f"{case['path']}/@workflow")["state"]["id"]
        assert state == "done"


def test_nothing_is_half_written(crowd):
    """As many acts as the workflow has lines, and one journal entry of each decision."""
    for case in crowd["holders"]:
        history = data(crowd["port"], "gabi", f"{case['path']}/@decisions")["history"]
        lines = data(crowd["port"], "gabi", f"{case['path']}/@workflow")["history"]
        assert [act["kind"] for act in history] in (["submit", "approve"], ["approve", "submit"])
        assert [line["action"] for line in lines if line["action"]] == [
            "submit-to-head-of-unit-approval",
            "approve-to-legal-review",
        ]
