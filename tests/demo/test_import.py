"""The sheet of 200 contracts goes into the demo's Municipality."""

from muniflow.contract.importing.operations import preview
from muniflow.contract.importing.operations import run
from muniflow.core.lock import lock_of
from plone import api
from tests.data.contracts_200 import FILE
from tests.data.contracts_200 import ROWS
from tests.data.contracts_200 import WRONG

import pytest


@pytest.fixture
def onk(demo_site):
    """The Municipality, in a turn to write, so that nothing is committed."""
    lock = lock_of(demo_site)
    lock.acquire(5)
    with api.env.adopt_user(username="molnar.katalin"):
        yield demo_site["onk"]
    lock.release()


def test_good_rows_are_taken_over_once(onk):
    data = FILE.read_bytes()
    assert len(preview(onk, data, FILE.name).taken) == ROWS - len(WRONG)
    before = len(onk["cases"]["2026"].objectIds())
    report = run(onk, data, FILE.name)
    assert [refused.row.number for refused in report.refused] == sorted(WRONG)
    assert len(onk["cases"]["2026"].objectIds()) - before == ROWS - len(WRONG)
    again = run(onk, data, FILE.name)
    assert (len(again.taken), len(again.known)) == (0, ROWS - len(WRONG))
