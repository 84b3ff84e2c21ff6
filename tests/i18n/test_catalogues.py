"""The catalogues are whole, current and sound."""

from gettext import GNUTranslations
from io import BytesIO
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.process.bpmn import read_model
from muniflow.process.compiler import compile_process
from muniflow.process.names import NAMES
from muniflow.process.setup import shipped
from pathlib import Path
from pythongettext.msgfmt import Msgfmt
from tests.i18n.catalogues import default_of
from tests.i18n.catalogues import LANGUAGES
from tests.i18n.catalogues import LOCALES
from tests.i18n.catalogues import messages
from tests.i18n.catalogues import PACKAGE
from tests.i18n.catalogues import path_of
from tests.i18n.catalogues import places
from tests.i18n.catalogues import TRANSLATED

import ast
import pytest
import re
import subprocess
import sys

TEMPLATE = messages(LOCALES / "muniflow.pot")
FILES = [path_of(language) for language in LANGUAGES] + [
    path_of(language, "plone") for language in TRANSLATED
]
SPOKEN = [path for path in FILES if path != path_of("en")]
SYMBOLIC = re.compile(r"[a-z]+(_[a-z]+)+")
PROFILES = PACKAGE.parent.parent / "profiles"


def name_of(path: Path) -> str:
    """Return what a test of a catalogue is called."""
    return f"{path.parent.parent.name}-{path.stem}"


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """What the code says now, extracted anew."""
    target = tmp_path_factory.mktemp("i18n") / "muniflow.pot"
    command = Path(sys.executable).with_name("i18ndude")
    arguments = ["rebuild-pot", "--pot", target, "--create", "muniflow", PACKAGE, PROFILES]
    subprocess.run([command, *arguments], check=True, capture_output=True)
    return messages(target)


def defaults_in_code() -> dict[str, set[str]]:
    """Return every default that a message is given in Python."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
                for keyword in node.keywords:
                    if keyword.arg == "default":
                        found.setdefault(node.args[0].value, set()).add(keyword.value.value)
    return found


def test_the_template_is_what_the_code_says(extracted):
    """After ``make i18n`` it is."""
    now = {key: default_of(message) for key, message in extracted.items()}
    assert {key: default_of(message) for key, message in TEMPLATE.items()} == now


def test_a_message_says_the_same_wherever_it_is_used():
    assert {key: said for key, said in defaults_in_code().items() if len(said) > 1} == {}


def test_the_template_has_the_defaults_of_the_code():
    said = {key: " ".join(min(texts).split()) for key, texts in defaults_in_code().items()}
    kept = {key: " ".join(default_of(TEMPLATE[key]).split()) for key in said if key in TEMPLATE}
    assert kept == said


def test_every_symbolic_message_has_a_default():
    bare = [key for key, m in TEMPLATE.items() if SYMBOLIC.fullmatch(key) and default_of(m) == key]
    assert bare == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_what_the_template_holds(language):
    assert set(messages(path_of(language))) == set(TEMPLATE)


@pytest.mark.parametrize("path", SPOKEN, ids=name_of)
def test_nothing_is_left_untranslated(path):
    assert [key for key, message in messages(path).items() if not message.string] == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_nothing_is_fuzzy(path):
    assert [key for key, message in messages(path).items() if message.fuzzy] == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_variable_and_no_tag_is_lost_or_invented(path):
    # Whom one language names twice, another calls "self".
    wrong = {
        key: message.string
        for key, message in messages(path).items()
        if message.string and set(places(message.string)) != set(places(default_of(message)))
    }
    assert wrong == {}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_translation_begins_and_ends_like_no_accident(path):
    odd = [m.string for m in messages(path).values() if m.string != m.string.strip()]
    assert odd == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_the_server_can_compile_it(path):
    with path.open("rb") as source:
        compiled = GNUTranslations(BytesIO(Msgfmt(source, path.stem).get()))
    said = {key: m.string for key, m in messages(path).items() if m.string}
    assert {key: compiled.gettext(key) for key in said} == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_names_its_language(language):
    text = path_of(language).read_text(encoding="utf-8")
    assert f'"Language-Code: {language}\\n"' in text


def names_of_shipped() -> set[str]:
    """Return every name that a case can meet in a shipped process."""
    found: set[str] = set()
    for data in shipped().values():
        definition = compile_process(read_model(data), version=1)
        found.update(state.name for state in definition.states.values())
        found.update(t.name for t in definition.transitions.values())
        found.update(t.branch for t in definition.transitions.values() if t.branch)
        found.update(f"{t.name} (done)" for t in definition.transitions.values())
    return found


def test_every_name_in_a_shipped_process_is_in_the_catalogue():
    assert names_of_shipped() - set(TEMPLATE) == set()


def test_every_listed_name_is_in_the_catalogue():
    assert {str(name) for name in NAMES} - set(TEMPLATE) == set()


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda function: function.name)
def test_every_function_is_in_the_catalogue(function):
    assert str(function.title) in TEMPLATE


def test_history_is_told_in_the_past_in_english_too():
    english = messages(path_of("en"))
    assert [key for key in english if key.endswith("(done)") and not english[key].string] == []
