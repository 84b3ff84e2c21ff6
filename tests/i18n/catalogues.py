"""Reads the catalogues for the tests."""

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from pathlib import Path

import muniflow
import re

PACKAGE = Path(muniflow.__file__).parent
LOCALES = PACKAGE / "locales"
LANGUAGES = ("en", "hu", "cs")
TRANSLATED = ("hu", "cs")
PLACES = re.compile(r"\$\{[A-Za-z_][-A-Za-z0-9_]*\}|<[^>]*>")
DEFAULT = re.compile(r'Default: "(.*)"', re.DOTALL)


def path_of(language: str, domain: str = "muniflow") -> Path:
    """Return the file of a language."""
    return LOCALES / language / "LC_MESSAGES" / f"{domain}.po"


def read(path: Path) -> Catalog:
    """Return a catalogue; broken files are refused."""
    with path.open("rb") as source:
        return read_po(source, abort_invalid=True)


def messages(path: Path) -> dict[str, Message]:
    """Return the messages of a file by their ids."""
    return {message.id: message for message in read(path) if message.id}


def default_of(message: Message) -> str:
    """Return the English sentence of a message; the id itself where it is one."""
    found = DEFAULT.search("\n".join(message.auto_comments))
    return found[1].replace("\n", " ").replace('\\"', '"') if found else message.id


def places(text: str) -> list[str]:
    """Return the variables and tags of a sentence."""
    return sorted(PLACES.findall(text))
