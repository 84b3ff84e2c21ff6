"""No page says anything in one language only."""

from tests.i18n.catalogues import PACKAGE
from tests.i18n.walker import nameless
from tests.i18n.walker import untranslated

import pytest
import re

WHITELIST = {
    # Shows developers the parts of the face, with made-up contents.
    "core/theme/styleguide.pt",
}
TEMPLATES = [
    path
    for path in sorted(PACKAGE.rglob("*.pt"))
    if path.relative_to(PACKAGE).as_posix() not in WHITELIST
]
TEXTS = PACKAGE / "core" / "theme" / "resources" / "js" / "texts.js"


def name_of(path):
    """Return what a test of a template is called."""
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_text_is_translated(path):
    assert untranslated(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_sentence_has_an_id(path):
    assert nameless(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_the_sentences_are_of_our_domain(path):
    text = path.read_text(encoding="utf-8")
    assert 'i18n:domain="muniflow"' in text or "i18n:translate" not in text


@pytest.mark.parametrize("name", sorted(WHITELIST))
def test_what_is_excused_is_still_there(name):
    assert (PACKAGE / name).is_file()


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<p i18n:translate="text_hello">Hello</p>', []),
        ('<p i18n:translate="text_hello">Hello <b i18n:name="who">you</b></p>', ["you"]),
        ('<p tal:content="view/text">Hello</p>', []),
        ("<p>${python:{'a': 'Hello'}.get('a')} · ${view/text}</p>", []),
        ("<p>${view/number} found</p>", ["${view/number} found"]),
        ('<input placeholder="Words" />', ["placeholder=Words"]),
        ('<input placeholder="Words" i18n:attributes="placeholder label_words" />', []),
        ('<a title="${view/title}">1.</a>', []),
        ("<style>body { margin: 0 }</style>", []),
    ],
)
def test_the_walker_sees_what_people_would_read(template, found):
    assert [text for _line, text in untranslated(template)] == found


def test_the_script_says_the_same_things_in_all_languages():
    blocks = re.findall(r"^  (\w+): \{(.*?)^  \}", TEXTS.read_text(), re.DOTALL | re.MULTILINE)
    keys = {language: re.findall(r"(\w+): \"", block) for language, block in blocks}
    assert (set(keys), keys["hu"], keys["cs"]) == ({"en", "hu", "cs"}, keys["en"], keys["en"])
