"""A hundred decisions one by one and all at once, through each door that has both."""

from bench.client import Answer
from bench.client import Client
from bench.muniflow_data import SITE
from bench.turns import decide
from bench.turns import expect
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

import re
import time

TOKEN = re.compile(r'name="_authenticator"[^>]*?value="([^"]+)"')
DONE = '<span class="mf-ok">'


@dataclass(frozen=True)
class Step:
    """One decision that all cases await, as each door calls it."""

    kind: str
    transition: str
    comment: str


class Rest:
    """The door for programs."""

    name = "REST"

    def singly(self, client: Client, cases: Mapping[str, str], step: Step) -> float:
        """Decide on each case by a request; return the milliseconds until the last answer."""
        begun = time.perf_counter()
        for path in cases.values():
            decide(client, path, step.transition, step.comment)
        return _since(begun)

    def at_once(self, client: Client, cases: Mapping[str, str], step: Step) -> float:
        """Decide on all cases by one request; return the milliseconds until the answer."""
        data = {
            "kind": step.kind,
            "comment": step.comment,
            "items": [{"uid": uid} for uid in cases],
        }
        begun = time.perf_counter()
        answer = client.send(f"/{SITE}/@decide-many", data)
        taken = _since(begun)
        left = [item for item in expect(answer, 200).json["items"] if not item["done"]]
        if left:
            raise RuntimeError(f"{len(left)} were refused: {left[0]}")
        return taken


class Form:
    """The door for people; ``pages`` counts also what they look at before and after."""

    def __init__(self, *, pages: bool) -> None:
        self.pages = pages
        self.name = "form and the pages between" if pages else "form, bare POST"

    def singly(self, client: Client, cases: Mapping[str, str], step: Step) -> float:
        """Decide on each case of the queue; return the milliseconds until the last answer."""
        token = _token(client, next(iter(cases.values())))
        begun = time.perf_counter()
        for path in cases.values():
            given = {
                "decision": step.transition,
                "comment": step.comment,
                "queue": "1",
                "_authenticator": token,
            }
            answer = expect(client.submit(f"{path}/@@decide", given), 302)
            if "@@approve" not in answer.location:
                raise RuntimeError(f"{path} was not decided: {answer.location}")
            if self.pages:
                _follow(client, answer)
        return _since(begun)

    def at_once(self, client: Client, cases: Mapping[str, str], step: Step) -> float:
        """Decide on all cases by one form; return the milliseconds until the report.

        With ``pages`` the one that says what will happen is asked for first.
        """
        path = f"/{SITE}/@@batch-decide"
        token = _token(client, next(iter(cases.values())))
        chosen = _chosen(client.submit(path, {"item": list(cases)}), step.kind)
        given = {"item": list(cases), "chosen": chosen}
        sure = {**given, "comment": step.comment, "sure": "1", "_authenticator": token}
        begun = time.perf_counter()
        if self.pages:
            expect(client.submit(path, given), 200)
        answer = expect(client.submit(path, sure), 200)
        taken = _since(begun)
        done = answer.body.decode().count(DONE)
        if done != len(cases):
            raise RuntimeError(f"{done} of {len(cases)} were decided")
        return taken


def _follow(client: Client, answer: Answer) -> None:
    """Look at the page an answer leads on to."""
    parts = urlsplit(answer.location)
    page = client.get(f"{parts.path}?{parts.query}")
    while page.status == 302:
        parts = urlsplit(page.location)
        page = client.get(f"{parts.path}?{parts.query}")
    expect(page, 200)


def _chosen(page: Answer, kind: str) -> str:
    """Return how the page of the batch calls its decision of a kind."""
    found = re.findall(r'name="(?:chosen|choice)"[^>]*?value="([^"]+)"', page.body.decode())
    return unescape(next(one for one in found if one.startswith(f"{kind} ")))


def _token(client: Client, path: str) -> str:
    """Return what a form of this person's has to bring along."""
    page = expect(client.get(path), 200).body.decode()
    found = TOKEN.search(page)
    if found is None:
        raise RuntimeError(f"No form on {path}")
    return unescape(found[1])


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000
