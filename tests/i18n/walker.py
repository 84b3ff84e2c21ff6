"""Finds in page templates what a person would read untranslated."""

from dataclasses import dataclass
from dataclasses import field
from html.parser import HTMLParser

import re

SPOKEN = (
    "alt",
    "aria-label",
    "data-confirm",
    "data-done",
    "data-failed",
    "data-key-label",
    "data-sending",
    "placeholder",
    "title",
)
"""Attributes whose value a person reads or hears."""

VOID = ("br", "hr", "img", "input", "link", "meta")
EXPRESSION = re.compile(r"\$\{(?:[^{}]|\{[^{}]*\})*\}")
LETTERS = re.compile(r"[^\W\d_]{2}")

Attributes = dict[str, str]


def readable(text: str) -> bool:
    """Tell whether a text says anything besides its expressions."""
    return LETTERS.search(EXPRESSION.sub("", text)) is not None


@dataclass
class Walker(HTMLParser):
    """Walks through one template; what it finds is in ``found``, with the line."""

    found: list[tuple[int, str]] = field(default_factory=list)
    open: list[tuple[str, Attributes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        given = {name: value or "" for name, value in attrs}
        self._attributes(given)
        if tag not in VOID:
            self.open.append((tag, given))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass an empty element."""
        self._attributes({name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Judge a text."""
        if readable(data) and not self._spoken_for():
            self.found.append((self.getpos()[0], " ".join(data.split())))

    def _spoken_for(self) -> bool:
        """Tell whether the text here is translated, replaced or no text for people."""
        for tag, given in reversed(self.open):
            if tag in ("script", "style") or "tal:content" in given or "tal:replace" in given:
                return True
            if "i18n:translate" in given:
                return True
            if "i18n:name" in given:
                # The sentence around takes it as it is.
                return False
        return False

    def _attributes(self, given: Attributes) -> None:
        parts = given.get("i18n:attributes", "").split(";")
        translated = [part.split()[0] for part in parts if part.strip()]
        for name in SPOKEN:
            if readable(given.get(name, "")) and name not in translated:
                self.found.append((self.getpos()[0], f"{name}={given[name]}"))


def untranslated(template: str) -> list[tuple[int, str]]:
    """Return what a template says in one language only, with its lines."""
    walker = Walker()
    walker.feed(template)
    walker.close()
    return walker.found


def nameless(template: str) -> list[str]:
    """Return the places where a sentence of ours has no id of its own."""
    mine = re.sub(r"<[^>]*i18n:domain=\"plone\"[^>]*>", "", template)
    return re.findall(r'i18n:translate=""', mine)
