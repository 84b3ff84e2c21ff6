"""One client: a connection kept open, every answer with its time."""

from base64 import b64encode
from bench.instances import Instance
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

import http.client
import json
import time

PATIENCE = 90.0


@dataclass(frozen=True)
class Answer:
    """What came back, after how long, and what the probe in the server says about it."""

    status: int
    body: bytes
    seconds: float
    server_ms: float
    loads: int
    stores: int
    location: str = ""

    @property
    def json(self) -> dict[str, object]:
        """The body, understood."""
        return json.loads(self.body)


class Client:
    """Talks to one instance as one person."""

    def __init__(self, instance: Instance, user: str, password: str) -> None:
        self._where = ("127.0.0.1", instance.port)
        credentials = b64encode(f"{user}:{password}".encode()).decode()
        self.headers: dict[str, str] = {}
        """Sent with every request from now on."""

        self._headers = {
            "Host": f"localhost:{instance.port}",
            "Authorization": f"Basic {credentials}",
        }
        self._connection = http.client.HTTPConnection(*self._where, timeout=PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def get(self, path: str) -> Answer:
        """Get a page as a browser does."""
        return self._ask("GET", path, None, {"Accept": "text/html"})

    def fetch(self, path: str) -> Answer:
        """Get JSON."""
        return self._ask("GET", path, None, {"Accept": "application/json"})

    def send(self, path: str, data: object, method: str = "POST", fault: str = "") -> Answer:
        """Send JSON; a server with bench.faults lets it fail in the way of ``fault``."""
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if fault:
            headers["X-Bench-Fault"] = fault
        return self._ask(method, path, json.dumps(data), headers)

    def submit(self, path: str, given: Mapping[str, str | list[str]]) -> Answer:
        """Send a form as a browser does; where it leads is not followed."""
        headers = {"Accept": "text/html", "Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(given, doseq=True), headers)

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        begun = time.perf_counter()
        try:
            told = self._headers | self.headers | headers
            self._connection.request(method, path, body, told)
            response = self._connection.getresponse()
            content = response.read()
        except BaseException:
            # The next request begins with a connection of its own.
            self._connection.close()
            raise
        seconds = time.perf_counter() - begun
        probe = json.loads(response.getheader("X-Bench") or "{}")
        return Answer(
            response.status,
            content,
            seconds,
            probe.get("ms", seconds * 1000),
            probe.get("loads", 0),
            probe.get("stores", 0),
            response.getheader("Location") or "",
        )
