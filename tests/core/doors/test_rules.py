"""What may be told to whom."""

from muniflow.core.doors.rules import beginnings
from muniflow.core.doors.rules import may_hide

import pytest


@pytest.mark.parametrize(
    "path",
    [["onk"], ["onk", "cases"], ["nothing"], ["resolveuid", "1f"], ["++api++", "onk"]],
)
def test_content_may_hide(path):
    assert may_hide(path)


@pytest.mark.parametrize(
    "path",
    [
        [],
        ["++api++"],
        ["robots.txt"],
        ["@@nothing"],
        ["@nothing"],
        ["++api++", "@nothing"],
        ["++plone++muniflow", "dist", "x"],
        ["_inner"],
    ],
)
def test_views_files_and_the_site_hide_nothing(path):
    assert not may_hide(path)


def test_beginnings_of_a_path():
    assert beginnings(["", "site", "onk"]) == ["/site/onk", "/site"]
