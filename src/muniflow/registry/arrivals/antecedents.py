"""Finds the cases that what came in may belong to, through the catalog alone."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from muniflow import _
from muniflow.core.packs import pack
from muniflow.organisation.interfaces import IOrganisation
from muniflow.registry.arrivals import matching
from muniflow.registry.arrivals.interfaces import Antecedent
from muniflow.registry.interfaces import ICase
from plone import api
from zope.i18nmessageid import Message

MOST = 5
"""Cases offered; each has a digit of the keyboard."""

ENDED = 10
"""What it costs a case that it has ended: the same partner alone is not enough then."""

LOOKED_AT = 60
"""Papers looked at for each trace, the newest first."""

COMMON = 0.2
"""A word that more than this part of the papers have says nothing."""

NEWEST = {"sort_on": "registry_order", "sort_order": "descending", "sort_limit": LOOKED_AT}


@dataclass
class Candidate:
    """A case while it is being weighed."""

    score: int = 0
    reasons: list[Message] = field(default_factory=list)

    def add(self, score: int, reason: Message) -> None:
        """Let a reason count; the same one counts once."""
        if reason not in self.reasons:
            self.score = min(matching.CERTAIN, self.score + score)
            self.reasons.append(reason)


def antecedents_for(
    organisation: IOrganisation,
    *,
    sender: str = "",
    reference: str = "",
    thread: Sequence[str] = (),
    subject: str = "",
) -> list[Antecedent]:
    """Return the cases that a paper may belong to, the most likely first.

    Only cases that the present user may see are looked at.
    """
    search = Search(organisation)
    search.by_number(f"{subject} {reference}")
    search.by_thread(thread)
    search.by_reference(reference)
    search.by_partner(sender)
    search.by_words(subject)
    return search.results()


class Search:
    """One search for antecedents."""

    def __init__(self, organisation: IOrganisation) -> None:
        self._organisation = organisation
        self._catalog = api.portal.get_tool("portal_catalog")
        self._found: dict[str, Candidate] = {}

    def by_number(self, text: str) -> None:
        """Find the cases whose number is quoted."""
        country = pack(self._organisation.country)
        numbers = matching.quoted_numbers(text, country, self._organisation.code)
        if not numbers:
            return
        for brain in self._ask(registry_number=numbers):
            reason = _(
                "antecedent_number",
                default="quotes our number ${number}",
                mapping={"number": brain.registry_number},
            )
            self._add(brain, matching.CERTAIN, reason)

    def by_thread(self, thread: Sequence[str]) -> None:
        """Find the cases in which a message lies that this one answers."""
        asked = [matching.trace(matching.IDENTIFIER, one) for one in thread if one.strip()]
        if asked:
            reason = _("antecedent_thread", default="answers a message of this case")
            self._by_traces(asked, matching.BY_THREAD, reason)

    def by_reference(self, reference: str) -> None:
        """Find the cases in which the other side used the same number."""
        if matching.plain(reference):
            asked = [matching.trace(matching.REFERENCE, reference)]
            reason = _(
                "antecedent_reference",
                default="the same reference ${reference}",
                mapping={"reference": reference},
            )
            self._by_traces(asked, matching.BY_REFERENCE, reason)

    def by_partner(self, sender: str) -> None:
        """Find the newest cases with the same partner."""
        name = matching.partner_name(sender)
        if matching.plain(name):
            asked = [matching.trace(matching.PARTNER, name)]
            reason = _("antecedent_partner", default="the same partner")
            self._by_traces(asked, matching.BY_PARTNER, reason)

    def by_words(self, subject: str) -> None:
        """Find the cases whose subject has the same rare words."""
        hits: dict[str, list[str]] = {}
        size = self._size()
        for stem in matching.stems(subject):
            brains = self._ask(traces=f"{matching.WORD_KIND}:{stem}", **NEWEST)
            if brains and brains.actual_result_count <= max(10, COMMON * size):
                hits[stem] = [_case_path(brain) for brain in brains]
        for path, score in matching.word_scores(hits, size).items():
            words = ", ".join(_whole(stem, subject) for stem in hits if path in hits[stem])
            reason = _(
                "antecedent_words", default="the same words: ${words}", mapping={"words": words}
            )
            self._found.setdefault(path, Candidate()).add(score, reason)

    def results(self) -> list[Antecedent]:
        """Return what was found, weighed, the likeliest and newest first."""
        enough = {p: c for p, c in self._found.items() if c.score >= matching.ENOUGH}
        best = sorted(enough, key=lambda path: -enough[path].score)[: MOST * 3]
        if not best:
            return []
        query = {"path": {"query": best, "depth": 0}, "object_provides": _CASE}
        brains = [b for b in self._catalog(**query) if b.voided is not True]
        found = [_antecedent(brain, enough[brain.getPath()]) for brain in _newest(brains)]
        return _offered(found)

    def _by_traces(self, asked: Sequence[str], score: int, reason: Message) -> None:
        for brain in self._ask(traces=asked, **NEWEST):
            self._add(brain, score, reason)

    def _add(self, brain: object, score: int, reason: Message) -> None:
        self._found.setdefault(_case_path(brain), Candidate()).add(score, reason)

    def _ask(self, **query: object) -> Sequence[object]:
        return self._catalog(organisation=self._organisation.getId(), **query)

    def _size(self) -> int:
        # The index knows it; nothing of what it counts is looked at.
        index = self._catalog._catalog.indexes["organisation"]
        return len(index._index.get(self._organisation.getId(), ()))


_CASE = ICase.__identifier__


def _case_path(brain: object) -> str:
    """Return the path of the case that a brain is, or lies in."""
    path = brain.getPath()
    return path.rsplit("/", 1)[0] if brain.portal_type == "FiledDocument" else path


def _whole(stem: str, subject: str) -> str:
    """Return the word of a subject that begins so."""
    words = matching.WORD.findall(subject)
    return next((w for w in words if matching.folded(w).startswith(stem)), stem)


def _offered(found: Sequence[Antecedent]) -> list[Antecedent]:
    """Return what is worth choosing from: beside a likely case the unlikely ones go."""
    best = max((one.score for one in found), default=0)
    worth = [one for one in found if one.score >= max(matching.ENOUGH, best // 2)]
    return sorted(worth, key=lambda one: (-one.score, not one.is_open))[:MOST]


def _newest(brains: Iterable[object]) -> Iterator[object]:
    yield from sorted(brains, key=lambda b: b.created, reverse=True)


def _antecedent(brain: object, candidate: Candidate) -> Antecedent:
    is_open = brain.open_case is True
    return Antecedent(
        uid=brain.UID,
        path=brain.getPath(),
        url=brain.getURL(),
        number=brain.registry_number or "",
        title=brain.Title,
        unit=brain.unit or "",
        handler=brain.responsible or "",
        is_open=is_open,
        score=candidate.score if is_open else candidate.score - ENDED,
        reasons=tuple(candidate.reasons),
    )
