"""Imports go downwards only, through the faces of the domains, in code and in ZCML."""

from muniflow import levels
from pathlib import Path

import ast
import muniflow
import pytest
import re
import subprocess
import sys

ROOT = Path(muniflow.__file__).parent
DOMAINS = [d for d in levels.domains_in_order() if (ROOT / d).is_dir()]
DOTTED = re.compile(r"muniflow\.([a-z]+)((?:\.[A-Za-z_]+)*)")


def imports(path: Path) -> set[str]:
    """Return the dotted names that a module imports, at its top or inside."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return found


def crossings(domain: str, kind: str) -> set[tuple[str, str, str]]:
    """Return (file, other domain, rest of the name) for each name of another domain."""
    found = set()
    for path in sorted((ROOT / domain).rglob(f"*.{kind}")):
        names = imports(path) if kind == "py" else names_in(path)
        for name in names:
            match = DOTTED.match(name)
            if match and match[1] in DOMAINS and match[1] != domain:
                found.add((str(path.relative_to(ROOT)), match[1], match[2].lstrip(".")))
    return found


def names_in(path: Path) -> set[str]:
    """Return the dotted names of ours in a ZCML file."""
    return {match[0] for match in DOTTED.finditer(path.read_text(encoding="utf-8"))}


def test_every_package_has_a_level():
    packages = {p.parent.name for p in ROOT.glob("*/__init__.py")}
    assert packages == set(DOMAINS)


@pytest.mark.parametrize("kind", ["py", "zcml"])
@pytest.mark.parametrize("domain", DOMAINS)
def test_nothing_points_up(domain, kind):
    own = levels.level_of(domain)
    up = {c for c in crossings(domain, kind) if levels.level_of(c[1]) >= own}
    assert up == set()


@pytest.mark.parametrize("domain", DOMAINS)
def test_other_domains_are_used_through_their_faces(domain):
    strange = {
        c
        for c in crossings(domain, "py")
        if c[1] != "core" and c[2] and c[2].split(".")[0] not in levels.FACES
    }
    assert strange == set()


@pytest.mark.parametrize("inner", ["browser", "services"])
def test_nothing_imports_the_outer_rooms(inner):
    for path in ROOT.rglob("*.py"):
        parts = path.relative_to(ROOT).parts
        if inner in parts or "profiles" in parts:
            continue
        ours = [n for n in imports(path) if n.startswith("muniflow.")]
        assert not [n for n in ours if f".{inner}." in f"{n}."], path


def test_the_root_includes_the_domains_in_order():
    text = (ROOT / "configure.zcml").read_text(encoding="utf-8")
    included = re.findall(r'<include package="\.([a-z]+)"', text)
    assert included == DOMAINS


def test_import_linter_agrees(tmp_path):
    """The same list, read by the tool that others know."""
    layers = [" | ".join(f"({d})" for d in row) for row in reversed(levels.LEVELS)]
    config = tmp_path / "importlinter.ini"
    config.write_text(
        "[importlinter]\nroot_package = muniflow\n"
        "[importlinter:contract:levels]\nname = Levels\ntype = layers\n"
        "containers = muniflow\nlayers =\n" + "".join(f"    {layer}\n" for layer in layers)
    )
    command = [str(Path(sys.executable).with_name("lint-imports")), "--config", str(config)]
    done = subprocess.run([*command, "--no-cache"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


PROFILES = sorted((ROOT / "profiles").resolve().rglob("*.xml"))


@pytest.mark.parametrize("path", PROFILES, ids=lambda p: "/".join(p.parts[-3:]))
def test_names_in_profiles_exist(path):
    from zope.dottedname.resolve import resolve

    for match in DOTTED.finditer(path.read_text(encoding="utf-8")):
        if match[1] in DOMAINS:
            resolve(match[0])
