"""Takes body and attachments out of a mail; the mail itself stays the record."""

from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from muniflow.document.child import limits
from muniflow.document.child.names import free_name
from muniflow.document.child.names import NotTaken
from muniflow.document.child.names import safe_file
from muniflow.document.child.unzip import Counted
from pathlib import Path

import mimetypes
import re

BODIES = {"text/plain": "body.txt", "text/html": "body.html"}
_BLANK = re.compile(rb"\r?\n\r?\n|\r\r")


def members(source: Path, target: Path) -> Iterator[tuple[str, Path]]:
    """Yield name and file of the body and of every attachment; raises NotTaken."""
    data = source.read_bytes()
    _check_header(data)
    # The old policy takes values as they are, where the new one parses each, and raises.
    message = BytesParser(policy=compat32).parsebytes(data)
    count = Counted(len(data))
    taken: set[str] = set()
    for number, part in enumerate(_leaves(message)):
        if number >= limits.MEMBERS:
            raise NotTaken("members")
        content, name = _content(part), _name(part, number + 1, taken)
        if not content:
            continue
        count.add(len(content), name)
        taken.add(name)
        file = target / str(number)
        file.write_bytes(content)
        yield name, file


def _check_header(data: bytes) -> None:
    head = _BLANK.split(data[: limits.HEADER + 4], maxsplit=1)[0]
    if len(head) > limits.HEADER or head.count(b"\n") > limits.FIELDS:
        raise NotTaken("header")


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold something, in their order; a mail inside is one of them."""
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > limits.DEPTH:
            raise NotTaken("nesting")
        inside = part.get_payload()
        if isinstance(inside, list) and part.get_content_maintype() != "message":
            waiting.extend((one, depth + 1) for one in reversed(inside))
        else:
            yield part


def _content(part: Message) -> bytes:
    inside = part.get_payload()
    if isinstance(inside, list):
        return b"\n".join(one.as_bytes() for one in inside)
    content = part.get_payload(decode=True) or b""
    if part.get_content_type() in BODIES and not part.get_filename():
        return _as_utf8(content, part.get_content_charset() or "")
    return content


def _as_utf8(content: bytes, charset: str) -> bytes:
    """Return a text of the mail as UTF-8; one that cannot be read so as it is."""
    try:
        return content.decode(charset or "utf-8").encode()
    except (LookupError, ValueError):
        return content


def _name(part: Message, number: int, taken: set[str]) -> str:
    kind = part.get_content_type()
    given = _words(part.get_filename() or "")
    body = BODIES.get(kind, "")
    if not given and body and body not in taken:
        return body
    ending = ".eml" if kind == "message/rfc822" else mimetypes.guess_extension(kind) or ".bin"
    return free_name(safe_file(given, f"part-{number}{ending}"), taken)


def _words(text: str) -> str:
    """Return a name that may be encoded as in a header; as it is where that is broken."""
    if len(text) > limits.HEADER:
        return ""
    try:
        return "".join(
            piece.decode(charset or "utf-8", "replace") if isinstance(piece, bytes) else piece
            for piece, charset in decode_header(text)
        )
    except (LookupError, ValueError):
        return text
