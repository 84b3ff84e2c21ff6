"""Colours that stay legible, groups of the navigation, signs of people, pages to offer."""

from dataclasses import dataclass
from muniflow.core.theme.rules import contrast
from muniflow.core.theme.rules import FALLBACK
from muniflow.core.theme.rules import in_groups
from muniflow.core.theme.rules import initials
from muniflow.core.theme.rules import LEGIBLE
from muniflow.core.theme.rules import normal_colour
from muniflow.core.theme.rules import page_numbers
from muniflow.core.theme.rules import text_on

import pytest


@dataclass(frozen=True)
class Line:
    order: int


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("#0F766E", "#0f766e"),
        ("0f766e", "#0f766e"),
        ("#abc", "#aabbcc"),
        (" #abc ", "#aabbcc"),
        ("teal", FALLBACK),
        ("#12345", FALLBACK),
        ("red;background:url(x)", FALLBACK),
        ("", FALLBACK),
        (None, FALLBACK),
    ],
)
def test_a_colour_is_always_six_digits(given, expected):
    assert normal_colour(given) == expected


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("#ffffff", "#000000"),
        ("#000000", "#ffffff"),
        ("#ffd600", "#000000"),
        ("#0f766e", "#ffffff"),
        ("#4338ca", "#ffffff"),
        (None, "#ffffff"),
    ],
)
def test_text_on_a_colour(colour, expected):
    assert text_on(colour) == expected


@pytest.mark.parametrize("red", range(0, 256, 51))
@pytest.mark.parametrize("green", range(0, 256, 51))
@pytest.mark.parametrize("blue", range(0, 256, 51))
def test_text_is_legible_on_every_colour(red, green, blue):
    colour = f"#{red:02x}{green:02x}{blue:02x}"
    assert contrast(colour, text_on(colour)) >= LEGIBLE


def test_contrast_of_black_and_white_is_the_greatest():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        ([], []),
        ([20, 10], [[10, 20]]),
        ([10, 110, 20, 210], [[10, 20], [110], [210]]),
        ([99, 100], [[99], [100]]),
    ],
)
def test_a_new_hundred_starts_a_new_group(orders, expected):
    groups = in_groups(Line(order) for order in orders)
    assert [[line.order for line in group] for group in groups] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kiss Anna", "KA"),
        ("őry éva Mária", "ŐM"),
        ("admin", "A"),
        ("", ""),
    ],
)
def test_the_sign_of_a_person(name, expected):
    assert initials(name) == expected


@pytest.mark.parametrize(
    ("current", "last", "expected"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 10, [1, 2, None, 10]),
        (4, 10, [1, 2, 3, 4, 5, None, 10]),
        (6, 10, [1, None, 5, 6, 7, None, 10]),
        (10, 10, [1, None, 9, 10]),
    ],
)
def test_pages_offered(current, last, expected):
    assert page_numbers(current, last) == expected
