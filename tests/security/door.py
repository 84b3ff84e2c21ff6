"""Asks the site through the real publisher, as a browser or a program does."""

from AccessControl.SecurityManagement import getSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from base64 import b64encode
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from plone import api
from plone.protect.authenticator import createToken
from tests.town import PASSWORD
from urllib.parse import urlencode
from zope.component.hooks import getSite
from zope.component.hooks import setSite
from zope.globalrequest import getRequest
from zope.globalrequest import setRequest
from ZPublisher.httpexceptions import HTTPExceptionHandler
from ZPublisher.WSGIPublisher import publish_module

import json
import re
import transaction

HTML = "text/html"
JSON = "application/json"
HOST = "http://nohost"

# Drawn anew for every page, so it tells nothing.
TOKEN = re.compile(
    r'data-token="[0-9a-f]+"|<input name="_authenticator" type="hidden" value="[0-9a-f]+">'
)

Seen = tuple[int, str, str]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def json(self) -> object:
        """The body as data."""
        return json.loads(self.body)

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.headers.get("location", "")

    def seen(self, **names: str) -> Seen:
        """What an asker can tell from it, with names that were asked for replaced."""
        location, body = self.location, TOKEN.sub("", self.body)
        for name, other in names.items():
            location, body = location.replace(name, other), body.replace(name, other)
        return self.status, location, body


def token_of(person: str) -> str:
    """Return what the pages put into the forms of a person."""
    with api.env.adopt_user(username=person):
        return createToken()


def ask(
    path: str,
    *,
    person: str = "",
    password: str = PASSWORD,
    method: str = "GET",
    accept: str = HTML,
    query: Mapping[str, object] | None = None,
    data: object | None = None,
    form: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
    raw: bytes = b"",
) -> Answer:
    """Publish one request, as a person of the town or as nobody."""
    body, kind = raw, (headers or {}).get("Content-Type", "")
    if data is not None:
        body, kind = json.dumps(data).encode(), JSON
    elif form is not None:
        body, kind = urlencode(form, doseq=True).encode(), "application/x-www-form-urlencoded"
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": urlencode(query or {}, doseq=True),
        "SERVER_NAME": "nohost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "nohost",
        "HTTP_ACCEPT": accept,
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        **{f"HTTP_{k.upper().replace('-', '_')}": v for k, v in (headers or {}).items()},
    }
    if person:
        secret = b64encode(f"{person}:{password}".encode()).decode()
        environ["HTTP_AUTHORIZATION"] = f"Basic {secret}"
    return _published(environ)


def _published(environ: dict[str, object]) -> Answer:
    started: list[tuple[str, list[tuple[str, str]]]] = []
    with _kept():
        chunks = HTTPExceptionHandler(publish_module)(
            environ, lambda status, headers, exc_info=None: started.append((status, headers))
        )
        body = b"".join(chunks)
    status, headers = started[-1]
    return Answer(
        int(status.split()[0]),
        {name.lower(): value for name, value in headers},
        body.decode("utf-8", "replace"),
    )


@contextmanager
def _kept() -> Iterator[None]:
    """Give the test back its site, request and user, which the publisher clears."""
    site, request, manager = getSite(), getRequest(), getSecurityManager()
    transaction.commit()
    try:
        yield
    finally:
        setSite(site)
        setRequest(request)
        setSecurityManager(manager)
        transaction.begin()
