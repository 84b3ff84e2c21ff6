"""The logins of the demonstration town, one for each kind of user."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from importlib.resources import files

import csv

Row = Mapping[str, str]

KINDS = ("clerk", "head", "legal", "finance", "signatory", "records", "auditor", "admin")


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of one sheet of the demo data."""
    source = files("muniflow").joinpath("profiles", "dunakeszi", name)
    return list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))


def pick(posts: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Yield a kind of user and a person of that kind, a different person for each."""
    held = [post for post in posts if not post["until"]]
    used: set[str] = set()
    for kind in KINDS:
        people = [post["person"] for post in held if post["function"] == kind]
        person = next((p for p in people if p not in used), None)
        if person:
            used.add(person)
            yield kind, person


def places(posts: Iterable[Row], person: str) -> str:
    """Return what the person is and where, such as ``clerk of ONK jog, head of PHI kabinet``."""
    return ", ".join(
        f"{post['function']} of {post['organisation'].upper()} {post['unit']}"
        for post in posts
        if post["person"] == person and not post["until"]
    )


def table(exists: Callable[[str], bool]) -> str:
    """Return the logins that exist in the site, ready to be printed; empty when none does."""
    posts = read("posts.csv")
    names = {row["id"]: row["name"] for row in read("people.csv")}
    rows = [
        (kind, person, names[person], places(posts, person))
        for kind, person in pick(posts)
        if exists(person)
    ]
    heads = ("kind of user", "login", "name", "posts")
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(4)]
    lines = ("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in rows)
    title = "  ".join(cell.ljust(w) for cell, w in zip(heads, widths, strict=True))
    return "\n".join(f"  {line.rstrip()}" for line in (title, *lines)) if rows else ""
