"""Letting two contestants act in turns, so that whatever else the machine does meets both."""

from bench.client import Answer
from bench.client import Client
from bench.muniflow_data import SITE
from collections.abc import Callable
from statistics import median
from urllib.parse import quote
from urllib.parse import urlsplit

Act = Callable[[], float]
"""Does something once and returns the milliseconds it took."""

WARM = 3


class Unexpected(Exception):
    """The server did not answer as it has to, so there is nothing to measure."""


def in_turns(one: Act, other: Act, *, rounds: int, times: int) -> tuple[list[float], list[float]]:
    """Return the medians of the rounds of both; who begins changes with each turn."""
    for _ in range(WARM):
        one()
        other()
    medians: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        taken: tuple[list[float], list[float]] = ([], [])
        for turn in range(times):
            order = ((one, 0), (other, 1))
            for act, side in order if (number + turn) % 2 else order[::-1]:
                taken[side].append(act())
        for side in (0, 1):
            medians[side].append(median(taken[side]))
    return medians


def expect(answer: Answer, *statuses: int) -> Answer:
    """Return an answer; raises Unexpected for another status."""
    if answer.status not in statuses:
        raise Unexpected(f"{answer.status} {answer.body[:500]!r}")
    return answer


def decide(client: Client, path: str, transition: str, comment: str = "") -> Answer:
    """Take a decision through the door that programs use."""
    return expect(client.send(f"{path}/@workflow/{transition}", {"comment": comment}), 200)


def paths_by_title(client: Client, title: str) -> dict[str, str]:
    """Return the addresses of the contracts of a title by their UIDs."""
    found = expect(
        client.fetch(
            f"/{SITE}/@search?portal_type=OutgoingContract&SearchableText={quote(title)}"
            "&metadata_fields=UID&sort_on=created&b_size=200"
        ),
        200,
    )
    return {item["UID"]: urlsplit(item["@id"]).path for item in found.json["items"]}
