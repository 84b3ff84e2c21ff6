"""Turns backend/constraints.txt into the versions that buildout reads."""

from collections.abc import Iterator
from packaging.markers import default_environment
from packaging.markers import Marker
from packaging.requirements import Requirement
from pathlib import Path

HERE = Path(__file__).parent
CONSTRAINTS = HERE / "constraints.txt"
VERSIONS = HERE / "versions.cfg"

HEADER = "# Made from constraints.txt by `make pins`; do not edit.\n[versions]\n"


def pins(text: str) -> Iterator[tuple[str, str]]:
    """Yield name and version of each pin that some CPython on Linux or macOS installs."""
    for line in text.splitlines():
        stated = line.split("#")[0].strip()
        if stated:
            requirement = Requirement(stated)
            if requirement.marker is None or _on_posix(requirement.marker):
                yield requirement.name, str(requirement.specifier).removeprefix("==")


def _on_posix(marker: Marker) -> bool:
    here = default_environment() | {"os_name": "posix", "sys_platform": "linux"}
    versions = ("3.11", "3.12", "3.13", "3.14")
    return any(
        marker.evaluate(here | {"python_version": v, "python_full_version": f"{v}.9"})
        for v in versions
    )


def versions_cfg(text: str) -> str:
    """Return the buildout section for the pins of a constraints file."""
    return HEADER + "".join(f"{name} = {version}\n" for name, version in pins(text))


def main() -> None:
    """Write backend/versions.cfg."""
    text = versions_cfg(CONSTRAINTS.read_text(encoding="utf-8"))
    VERSIONS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
