"""When a parallel step is complete, and whose sign-offs are asked again."""

from muniflow.approval.gates import open_for
from muniflow.approval.gates import reopened
from muniflow.approval.gates import required
from muniflow.approval.gates import signed
from muniflow.approval.gates import verdict
from muniflow.approval.records import GIVEN
from muniflow.approval.records import OPEN
from muniflow.approval.records import REFUSED
from muniflow.approval.records import SignOff
from muniflow.process.interfaces import Branch

import pytest

LEGAL = Branch("legal", "Legal", "legal")
EACH = Branch("each", "Committee", "head", each=True)


def signs(*verdicts):
    return [SignOff(str(number), verdict=one) for number, one in enumerate(verdicts)]


@pytest.mark.parametrize(
    "verdicts,needed,expected",
    [
        ((OPEN,), 0, "open"),
        ((GIVEN, OPEN), 0, "open"),
        ((GIVEN, GIVEN), 0, "passed"),
        ((GIVEN, OPEN), 1, "passed"),
        ((GIVEN, OPEN, OPEN), 2, "open"),
        ((GIVEN, REFUSED, GIVEN), 2, "passed"),
        ((GIVEN, REFUSED, OPEN), 0, "open"),
        ((GIVEN, REFUSED), 0, "refused"),
        ((REFUSED, REFUSED, GIVEN), 2, "refused"),
        ((GIVEN, GIVEN), 5, "passed"),
    ],
)
def test_verdict(verdicts, needed, expected):
    assert verdict(signs(*verdicts), needed) == expected


def test_every_holder_is_asked():
    found = required([EACH], lambda b: True, lambda b: ["anna", "bela"])
    assert [s.person for s in found] == ["anna", "bela"]


def test_a_step_nobody_can_sign_stays_open():
    assert verdict(required([EACH], lambda b: True, lambda b: []), 0) == OPEN


def test_a_branch_that_does_not_apply_is_not_asked():
    assert [s.branch for s in required([LEGAL, EACH], lambda b: b is LEGAL, lambda b: [])] == [
        "legal"
    ]


def test_nobody_signs_for_another_person():
    found = (SignOff("each", "anna"), SignOff("each", "bela"))
    assert signed(found, "each", "cili", GIVEN, 1) == found


def test_a_person_signs_once():
    found = signed((SignOff("each", "anna"),), "each", "anna", GIVEN, 1)
    assert not open_for(found, "each", "anna")


def test_only_stale_sign_offs_are_asked_again():
    found = (SignOff("a", verdict=GIVEN, act=1), SignOff("b", verdict=GIVEN, act=2))
    assert [s.verdict for s in reopened(found, [1])] == [OPEN, GIVEN]
