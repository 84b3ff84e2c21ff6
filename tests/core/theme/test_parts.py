"""The parts of pages, as the style guide shows them."""

from dataclasses import dataclass
from muniflow.core.theme import macros
from muniflow.core.theme.interfaces import Act
from muniflow.core.theme.macros import badge_html
from muniflow.core.theme.macros import Macros
from pathlib import Path
from plone.batching import Batch

import builtins
import pytest
import re

MACROS = Path(macros.__file__).with_name("macros.pt")


@dataclass
class Request:
    form: dict

    def get(self, name, default=None):
        return {"ACTUAL_URL": "http://nohost/plone/@@desk"}.get(name, default)


@pytest.fixture
def style_guide(manager, site_url):
    manager.open(f"{site_url}/@@mf-styleguide")
    return manager.contents


@pytest.mark.parametrize(
    "mark",
    [
        '<nav class="mf-tabs"',
        '<table class="mf-table"',
        '<caption class="mf-sr">What waits for you</caption>',
        'class="mf-late">2 days late</span>',
        '<div class="mf-empty">',
        'class="mf-step mf-step-now" aria-current="step"',
        '<span class="mf-sr">Done:</span>',
        '<dl class="mf-facts">',
        '<ul class="mf-papers">',
        '<ol class="mf-timeline">',
        'data-confirm="Refuse this contract for good?"',
        'name="decision"',
        'name="files"',
        '<form class="mf-filters"',
        'rel="next"',
        'role="alert"',
        '<ul class="mf-stats">',
        'class="mf-callout mf-soon"',
        'class="mf-person"',
    ],
)
def test_every_part_is_drawn(style_guide, mark):
    assert mark in style_guide


@pytest.mark.parametrize(
    "reasons,said",
    [
        (("", "late", ""), {"late": "B"}),
        (("late", "late", "far"), {"late": "A, B", "far": "C"}),
        (("late", "late", "late"), {"late": ""}),
        (("", "", ""), {}),
    ],
)
def test_one_reason_is_said_once(reasons, said):
    acts = [Act(name=t, title=t, against=r) for t, r in zip("ABC", reasons, strict=True)]
    assert Macros.reasons_against(acts) == said


def test_forms_that_change_something_are_protected(style_guide):
    assert style_guide.count('name="_authenticator"') >= 2


@pytest.mark.parametrize(
    "wrong", ["${", "tal:", "metal:", "i18n:", "mf-hide- mf", "None</", 'class=""']
)
def test_nothing_of_the_templates_shows(style_guide, wrong):
    assert wrong not in style_guide


def test_no_optional_value_is_named_like_a_builtin():
    """A template falls back to the builtins; help(), for one, would wait for the terminal."""
    optional = set(re.findall(r"(\w+)\|(?:nothing|string:)", MACROS.read_text()))
    assert optional.isdisjoint(dir(builtins))


def test_a_badge_is_legible_and_says_its_organisation():
    badge = badge_html("NAP", "#ffd600", 'Napsugár "Óvoda"')
    assert badge == (
        '<abbr class="mf-badge" style="--org:#ffd600;--org-ink:#000000" '
        'title="Napsugár &quot;Óvoda&quot;">NAP</abbr>'
    )


def test_a_colour_cannot_smuggle_style():
    assert "url" not in badge_html("X", "#fff;background:url(//evil)", "X")


def test_the_pages_of_a_list_keep_what_was_asked_for():
    parts = Macros(None, Request({"partner": "Zöld", "b_start": 20}))
    url = parts.page_url(Batch(list(range(100)), 20, 0), 3)
    assert url == "http://nohost/plone/@@desk?partner=Z%C3%B6ld&b_start%3Aint=40"
