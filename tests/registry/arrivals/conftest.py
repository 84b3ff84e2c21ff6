"""A function that takes something in."""

from collections.abc import Callable
from muniflow.registry.arrivals.operations import receive

import pytest

LETTER = {
    "sender": "Fényhíd Bt.",
    "subject": "Közvilágítás hibája a Fő úton",
    "mode": "post",
    "carrier": "paper",
}


@pytest.fixture()
def arrive(town, as_person) -> Callable:
    """A function that takes something in as a person, by default the records officer."""

    def take(person: str = "gabi", organisation: str = "onk", **values: object) -> object:
        with as_person(person):
            return receive(town[organisation], **{**LETTER, **values})

    return take
