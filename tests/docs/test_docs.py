"""The pages for readers are true where a test can tell."""

from backend.settings import DEFAULTS
from muniflow import levels
from muniflow.cli import COMMANDS
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.process.attributes import ATTRIBUTES
from muniflow.process.attributes import CHOICES
from pathlib import Path

import muniflow
import pytest
import re

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "bench" / "README.md", *(ROOT / "docs").glob("*.md")])
IMAGES = sorted((ROOT / "docs" / "images").iterdir())
LEVELS = ROOT / "docs" / "images" / "levels.svg"
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|tmp|work|Users|mnt)/")
LARGEST = 150 * 1024


def name(path: Path) -> str:
    """Return how a file is called in the list of tests."""
    return str(path.relative_to(ROOT))


def text(path: Path) -> str:
    """Return the text of a page."""
    return path.read_text(encoding="utf-8")


def anchors(path: Path) -> set[str]:
    """Return the anchors that the headings of a page have."""
    headings = re.findall(r"^#+ (.+)$", CODE.sub("", text(path)), re.MULTILINE)
    bare = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in bare}


def links(path: Path) -> list[str]:
    """Return the targets of a page's links and images inside the repository."""
    found = LINK.findall(CODE.sub("", text(path)))
    return [link for link in found if not re.match(r"[a-z]+:", link)]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page):
    lost = []
    for link in links(page):
        target, _sign, anchor = link.partition("#")
        file = (page.parent / target).resolve() if target else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_path_of_one_machine(page):
    assert MACHINE.findall(text(page)) == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=name)
def test_the_index_leads_to_every_page(page):
    index = ROOT / "docs" / "index.md"
    assert page == index or page.name in links(index)


@pytest.mark.parametrize("image", IMAGES, ids=name)
def test_images_are_small_and_shown(image):
    shown = {(page.parent / link).resolve() for page in PAGES for link in links(page)}
    assert image.stat().st_size < LARGEST
    assert image in shown


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_targets_of_make_exist(page):
    known = set(re.findall(r"^([a-z0-9-]+):", text(ROOT / "Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?<![\w-])make ([a-z0-9-]+)", code(page))) <= known


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_exist(page):
    assert set(re.findall(r"bin/muniflow ([a-z-]+)", text(page))) <= set(COMMANDS)


def code(path: Path) -> str:
    """Return the code of a page, one piece to a line."""
    blocks = CODE.findall(text(path))
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", CODE.sub("", text(path)))])


def test_settings_that_are_named_exist():
    named = re.findall(r"`((?:wsgi|db|initial)_\w+)`", text(ROOT / "docs" / "start.md"))
    assert named
    assert set(named) <= set(DEFAULTS)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_is_explained(function):
    assert re.search(rf"^\| {function} \|", text(ROOT / "docs" / "organisations.md"), re.MULTILINE)


def drawn() -> dict[str, tuple[int, bool]]:
    """Return the height of every domain in the drawing, and whether it is drawn as there."""
    pattern = r'y="(\d+)" text-anchor="middle"[^>]*?(font-weight="600")?>(\w+)<'
    found = re.findall(pattern, text(LEVELS))
    return {domain: (int(height), bool(bold)) for height, bold, domain in found}


def test_the_drawing_has_the_levels_of_the_code():
    rows: dict[int, set[str]] = {}
    for domain, (height, _there) in drawn().items():
        rows.setdefault(height, set()).add(domain)
    from_below = [rows[height] for height in sorted(rows, reverse=True)]
    assert from_below == [set(row) for row in levels.LEVELS]


@pytest.mark.parametrize("domain", list(levels.domains_in_order()))
def test_the_drawing_shows_which_domains_exist(domain):
    package = Path(muniflow.__file__).parent / domain
    assert drawn()[domain][1] == package.is_dir()


def services() -> set[str]:
    """Return the names of our REST services."""
    rooms = (ROOT / "src" / "muniflow").glob("*/**/services/**/configure.zcml")
    return {name for room in rooms for name in re.findall(r'name="(@[^"]+)"', text(room))}


def test_every_service_is_explained():
    page = text(ROOT / "docs" / "rest.md")
    named = set(re.findall(r"^\| `[A-Z]+ (@[a-z-]+)` \|", page, re.MULTILINE))
    assert named == services()
    assert services() <= set(
        re.findall(r"@[a-z-]+", " ".join(re.findall(r"^## (.*)$", page, re.M)))
    )


ELEMENTS = {
    "process": "process",
    "lane": "lane",
    "user task": "userTask",
    "parallel gateway": "parallelGateway",
    "event on an edge": "boundaryEvent",
    "catching event": "intermediateCatchEvent",
    "service task": "serviceTask",
    "send task": "sendTask",
    "sequence flow": "sequenceFlow",
    "end event": "endEvent",
}
"""What the page on drawing calls elements that have attributes of ours."""


def explained() -> dict[tuple[str, str], str]:
    """Return what the page on drawing says of each attribute of each element."""
    found: dict[tuple[str, str], str] = {}
    element = ""
    for line in text(ROOT / "docs" / "processes.md").splitlines():
        match = re.match(r"^\| ([a-z ]*)\| `(\w+)` \| (.*) \|$", line)
        if match and (match[1].strip() in ELEMENTS or not match[1].strip()):
            element = ELEMENTS.get(match[1].strip(), element)
            found[element, match[2]] = match[3]
    return found


def test_every_attribute_of_a_drawing_is_explained():
    known = {(tag, name) for tag, names in ATTRIBUTES.items() for name in names}
    assert set(explained()) == known


@pytest.mark.parametrize("attribute", CHOICES)
def test_every_value_of_an_attribute_is_explained(attribute):
    said = " ".join(words for (_tag, name), words in explained().items() if name == attribute)
    assert set(CHOICES[attribute]) <= set(re.findall(r"`(\w+)`", said))


def test_every_action_of_a_process_is_explained():
    rooms = (ROOT / "src" / "muniflow").glob("*/configure.zcml")
    utility = re.compile(r"<utility(?:(?!/>).)*IProcessAction(?:(?!/>).)*/>", re.DOTALL)
    found = {
        name
        for room in rooms
        for entry in utility.findall(text(room))
        for name in re.findall(r'name="(\w+)"', entry)
    }
    page = text(ROOT / "docs" / "processes.md")
    section = page.split("## Actions")[1].split("\n## ")[0]
    assert found
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == found


def test_rooms_that_are_named_exist():
    source = Path(muniflow.__file__).parent
    named = set(re.findall(r"`((?:[a-z]+/)+[a-z_]+\.py)`", text(ROOT / "docs" / "code.md")))
    assert named
    places = {room: ROOT / "tests" if "/test_" in room else source for room in named}
    assert [room for room, place in places.items() if not (place / room).is_file()] == []
