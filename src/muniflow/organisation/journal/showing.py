"""An entry of the journal as its readers see it."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from muniflow import _
from muniflow.core.pages import Page
from muniflow.core.worker.interfaces import WORKER
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.journal.words import ACTS
from muniflow.organisation.journal.words import CHANNELS
from muniflow.organisation.journal.words import DETAILS
from muniflow.organisation.journal.words import VIEWS
from muniflow.organisation.operations import full_name
from plone import api

LONGEST = 300
"""Characters of one detail that are shown; the day's file has them all."""

HASH = 64
"""A hash in hexadecimal digits is this long; its beginning is enough on the screen."""

BY_ITSELF = ("", WORKER)
"""Actors that are nobody."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the page."""

    time: str
    who: str
    as_what: str
    act: str
    details: str
    title: str
    url: str
    channel: str


@dataclass(frozen=True, slots=True)
class Thing:
    """What an entry is about: its title and where it is; ``hidden`` from this reader."""

    title: str = ""
    url: str = ""
    hidden: bool = False


class Teller:
    """Tells entries in a reader's words; whatever it looks up it looks up once."""

    def __init__(self, page: Page, entries: Iterable[Mapping[str, object]]) -> None:
        self._page = page
        self._names: dict[str, str] = {}
        self._things = things({str(e["uid"]) for e in entries if e["uid"]}, page.site_url)

    def shown(self, entry: Mapping[str, object]) -> Shown:
        """Return an entry as a line."""
        thing = self._things.get(str(entry["uid"]), Thing(str(entry["path"]).rpartition("/")[2]))
        hidden = self._page.say(_("text_journal_hidden", default="not open to you"))
        return Shown(
            self._page.moment(str(entry["time"])),
            self.who(str(entry["actor"])),
            self.as_what(str(entry["acting_as"])),
            self.act(entry),
            hidden if thing.hidden else "; ".join(self.details(entry)),
            hidden if thing.hidden else thing.title,
            thing.url,
            self.channel(str(entry["channel"])) if entry["actor"] not in BY_ITSELF else "",
        )

    def who(self, person: str) -> str:
        """Return a full name; the worker's is that of the system."""
        if person in BY_ITSELF:
            return self._page.say(_("label_by_itself", default="The system"))
        if person not in self._names:
            self._names[person] = full_name(person)
        return self._names[person]

    def as_what(self, acting_as: str) -> str:
        """Return "function@unit for person" in words."""
        post, _for, whom = acting_as.partition(" for ")
        function, _at, _unit = post.partition("@")
        words = self._page.say(FUNCTIONS[function].title) if function in FUNCTIONS else post
        if not whom:
            return words
        message = _(
            "text_acting_for",
            default="${function} for ${person}",
            mapping={"function": words, "person": self.who(whom)},
        )
        return self._page.say(message)

    def act(self, entry: Mapping[str, object]) -> str:
        """Return what was done; an act without words by its name."""
        act = str(entry["act"])
        return self._page.say(ACTS[act]) if act in ACTS else act

    def channel(self, channel: str) -> str:
        """Return through which door it came, "" for the usual one."""
        return self._page.say(CHANNELS[channel]) if channel in CHANNELS else ""

    def details(self, entry: Mapping[str, object]) -> list[str]:
        """Return the details that say something."""
        return [
            f"{self._page.say(DETAILS.get(name, name))}: {self._value(name, value)}"
            for name, value in entry["details"].items()
            if value not in (None, "", [])
        ]

    def _value(self, name: str, value: object) -> str:
        text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
        if name == "person":
            return self.who(text)
        if name == "what" and text in VIEWS:
            return self._page.say(VIEWS[text])
        if name == "function" and text in FUNCTIONS:
            return self._page.say(FUNCTIONS[text].title)
        if len(text) == HASH and text.isalnum() and " " not in text:
            return f"{text[:12]}…"
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def things(uids: set[str], site_url: str) -> dict[str, Thing]:
    """Return what there is of some objects; those the reader may not see are hidden."""
    if not uids:
        return {}
    wanted = sorted(uids)
    everything = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=wanted)
    found = {brain.UID: Thing(hidden=True) for brain in everything}
    for brain in api.portal.get_tool("portal_catalog")(UID=wanted):
        number = brain.registry_number
        title = f"{number} · {brain.Title}" if isinstance(number, str) and number else brain.Title
        found[brain.UID] = Thing(title, f"{site_url}/resolveuid/{brain.UID}")
    return found
