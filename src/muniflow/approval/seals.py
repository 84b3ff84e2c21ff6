"""Seals: who may decide what by a link, signed so that nobody can make or change one."""

from base64 import urlsafe_b64decode
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import astuple
from dataclasses import dataclass

import binascii
import hmac
import json

LONGEST = 600
"""Characters; what is longer was not made here and is not looked at."""

PURPOSE = b"muniflow decision by mail 1"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a link lets one person do: decide on a case as it stood when the mail went out."""

    case: str
    """The UID of the case."""
    entry: int
    """Which entering of a step it belongs to."""
    acts: int
    """How many acts the case had."""
    issued: int
    """Seconds since 1970."""
    person: str


def seal(ticket: Ticket, secret: str) -> str:
    """Return a ticket as a word for an address, signed with a secret."""
    body = json.dumps(astuple(ticket), separators=(",", ":")).encode()
    return f"{_word(body)}.{_word(_sign(body, secret))}"


def unseal(word: str, secrets: Iterable[str]) -> Ticket | None:
    """Return the ticket of a word, None when it was not signed with any of the secrets."""
    body, signature = _parts(word)
    if not body or not any(hmac.compare_digest(signature, _sign(body, s)) for s in secrets):
        return None
    return Ticket(*json.loads(body))


def _parts(word: str) -> tuple[bytes, bytes]:
    """Return what was signed and the signature, nothing for what cannot be read."""
    if len(word) > LONGEST or not word.isascii():
        return b"", b""
    try:
        body, signature = (_bytes(part) for part in word.split("."))
    except (binascii.Error, ValueError):
        return b"", b""
    return body, signature


def _sign(body: bytes, secret: str) -> bytes:
    # The secret has other uses; the key made of it has none.
    key = hmac.digest(secret.encode(), PURPOSE, "sha256")
    return hmac.digest(key, body, "sha256")


def _word(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(word: str) -> bytes:
    data = urlsafe_b64decode(word + "=" * (-len(word) % 4))
    if _word(data) != word:
        # Else several words would stand for the same bytes.
        raise ValueError(word)
    return data
