"""What is published contains the profiles, the same in source and wheel."""

from pathlib import Path
from xml.etree import ElementTree

import os
import pytest
import shutil
import subprocess
import sys
import tarfile
import zipfile

ROOT = Path(__file__).parents[2]
METADATA = "profiles/default/metadata.xml"


def build(source, kind, target):
    """Build one archive with the tools of this environment and return its path."""
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", f"--{kind}", "-o", target, source],
        check=True,
        capture_output=True,
        env=os.environ | {"PIP_NO_INDEX": "1"},
    )
    (archive,) = target.iterdir()
    return archive


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A copy of what is kept in the repository, without what was built in it."""
    target = tmp_path_factory.mktemp("source") / "muniflow"
    for name in ("README.md", "LICENSE", "pyproject.toml", "src", "profiles"):
        if (ROOT / name).is_dir():
            leave = shutil.ignore_patterns("*.egg-info", "__pycache__", "*.mo", ".*")
            shutil.copytree(ROOT / name, target / name, symlinks=True, ignore=leave)
        else:
            target.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    return target


@pytest.fixture(scope="module")
def sdist(source, tmp_path_factory):
    return build(source, "sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def unpacked(sdist, tmp_path_factory):
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (top,) = folder.iterdir()
    return top


@pytest.fixture(scope="module")
def wheel(source, tmp_path_factory):
    return build(source, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def wheel_of_sdist(unpacked, tmp_path_factory):
    return build(unpacked, "wheel", tmp_path_factory.mktemp("wheel-of-sdist"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The package folder after installing the wheel into an empty environment."""
    environment = tmp_path_factory.mktemp("empty")
    run = ["uv", "pip", "install", "--no-deps", "--offline", "--target"]
    subprocess.run([sys.executable, "-m", *run, environment, wheel], check=True)
    return environment / "muniflow"


def files_of(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def version_of(metadata):
    return ElementTree.fromstring(metadata).findtext("version")


@pytest.fixture(scope="module")
def version():
    return version_of((ROOT / METADATA).read_text())


def test_the_profile_is_installed_with_its_version(installed, version):
    assert version_of((installed / METADATA).read_text()) == version


def test_the_profile_is_in_the_source_with_its_version(unpacked, version):
    metadata = unpacked / "src" / "muniflow" / METADATA
    assert version_of(metadata.read_text()) == version


def test_wheel_and_source_give_the_same_files(wheel, wheel_of_sdist):
    assert files_of(wheel_of_sdist) == files_of(wheel)


def test_every_file_of_the_profiles_is_in_the_wheel(source, wheel):
    paths = [path for path in (source / "profiles").rglob("*") if path.is_file()]
    wanted = {f"muniflow/{path.relative_to(source)}" for path in paths}
    assert wanted - files_of(wheel) == set()


def test_every_file_of_the_package_is_in_the_wheel(source, wheel):
    paths = [path for path in (source / "src" / "muniflow").rglob("*") if path.is_file()]
    wanted = {str(path.relative_to(source / "src")) for path in paths}
    assert wanted - files_of(wheel) == set()
