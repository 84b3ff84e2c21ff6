"""What a server does for the worker: starts it, and lets a command on this machine ask for it."""

from App.config import getConfiguration
from collections.abc import Iterable
from contextlib import suppress
from hmac import compare_digest
from http.client import HTTPConnection
from http.client import HTTPException
from ipaddress import ip_address
from muniflow.core.worker import thread
from muniflow.core.worker.acting import SERVER
from muniflow.core.worker.errors import NotReachable
from muniflow.core.worker.rules import is_on
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import urlencode
from urllib.parse import urlsplit

import json
import os

SWITCH = "MUNIFLOW_WORKER"
"""Variable of the environment: "on" lets a server start the worker."""

FILE = "worker.json"
HEADER = "X-Muniflow-Worker"
VIEW = "muniflow-worker-run"

PATIENCE = 3600
"""Seconds a command waits for the server to have done all."""


class Door:
    """What a command has to know to be let in; None: nobody is."""

    token: str | None = None


def open_server(event: object = None) -> None:
    """Leave word for commands where the server is, and start the worker if it is switched on."""
    thread.admit()
    address = os.environ.get(SERVER, "")
    if address:
        Door.token = token_urlsafe(32)
        _leave_word({"server": address, "token": Door.token})
    if is_on(os.environ.get(SWITCH, "")):
        thread.start()


def close_server() -> None:
    """End the worker, and let no command in any more."""
    thread.stop()
    if Door.token is not None:
        Door.token = None
        _file().unlink(missing_ok=True)


def knows(token: str, address: str) -> bool:
    """Tell whether a request is of the owner of this server, on this machine."""
    if Door.token is None or not compare_digest(token.encode(), Door.token.encode()):
        return False
    with suppress(ValueError):
        return ip_address(address).is_loopback
    return False


def ask_server(names: Iterable[str] = ()) -> list[dict[str, object]]:
    """Let the running server do what is pending; return its reports. Raises NotReachable."""
    try:
        word = json.loads(_file().read_text(encoding="ascii"))
        server = urlsplit(word["server"])
        connection = HTTPConnection(server.hostname, server.port, timeout=PATIENCE)
        body = urlencode([("job", name) for name in names])
        headers = {HEADER: word["token"], "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", f"/{VIEW}", body, headers)
        answer = connection.getresponse()
        text = answer.read()
    except (OSError, HTTPException, ValueError, KeyError) as error:
        raise NotReachable(f"the server cannot be asked: {error}") from error
    if answer.status != 200:
        raise NotReachable(f"the server answered {answer.status} {answer.reason}.")
    return json.loads(text)


def _leave_word(word: dict[str, str]) -> None:
    path = _file()
    path.unlink(missing_ok=True)
    # Made with its rights: at no moment can anybody else read it.
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w", encoding="ascii") as stream:
        json.dump(word, stream)


def _file() -> Path:
    return Path(getConfiguration().clienthome) / FILE
