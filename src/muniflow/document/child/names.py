"""What members may be called; plain values in, plain values out."""

from collections.abc import Container
from pathlib import PurePosixPath

import re
import unicodedata

LONGEST = 500
LONGEST_FILE = 200

PATH, DOUBLE = "path", "double"

_DRIVE = re.compile(r"[A-Za-z]:")
_BAD = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]+')


class NotTaken(Exception):
    """Raised when a container is kept as it is: a key of the reason, and the member."""

    def __init__(self, reason: str, member: str = "") -> None:
        super().__init__(reason, member)
        self.reason = reason
        self.member = member


def safe_path(name: str) -> str:
    """Return the path of a member inside its container; raises NotTaken for tricks."""
    path = unicodedata.normalize("NFC", name.replace("\\", "/"))
    parts = path.split("/")
    wrong = (
        not path
        or len(path) > LONGEST
        or any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in path)
        or path.startswith("/")
        or _DRIVE.match(path) is not None
        or any(part.strip() in ("", ".", "..") for part in parts)
    )
    if wrong:
        raise NotTaken(PATH, shown(name))
    return path


def safe_file(name: str, instead: str) -> str:
    """Return the name of an attachment as that of a file in no folder; ``instead`` if empty."""
    clean = _BAD.sub("_", unicodedata.normalize("NFC", name)).strip(" .")
    clean = "".join(c for c in clean if unicodedata.category(c) not in ("Cc", "Cs"))
    if len(clean) > LONGEST_FILE:
        ending = PurePosixPath(clean).suffix[:20]
        clean = clean[: LONGEST_FILE - len(ending)] + ending
    return (clean.strip("_") and clean) or instead


def free_name(name: str, taken: Container[str]) -> str:
    """Return a name that is not taken yet: "letter (2).pdf" for a second "letter.pdf"."""
    found, number = name, 1
    path = PurePosixPath(name)
    while found in taken:
        number += 1
        found = f"{path.stem} ({number}){path.suffix}"
    return found


def shown(name: str) -> str:
    """Return a name as it can be read: short, without signs that one does not see."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name[:LONGEST_FILE])
