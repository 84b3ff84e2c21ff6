"""Copies a whole site between the embedded database and PostgreSQL, and compares the two."""

from backend.cluster.census import Census
from backend.cluster.census import taken
from backend.cluster.cluster import Cluster
from backend.cluster.instances import KEYS
from backend.cluster.instances import SPOOL
from backend.cluster.processes import Failed
from backend.preflight import Obstacle
from backend.settings import load
from backend.settings import Settings
from backend.settings import SettingsError
from backend.storages import is_embedded
from backend.storages import is_missing
from backend.storages import storage
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import shutil
import subprocess
import sys

CONVERTER = "relstorage.zodbconvert"


def bring_in(cluster: Cluster, *, replace: bool) -> Census:
    """Copy the site of instance.yaml into PostgreSQL; return what was copied and compared."""
    embedded = _embedded(cluster.config)
    if is_missing(embedded):
        raise Obstacle(f"There is no site in {embedded['db_filestorage_location']}.")
    # Opened first: while a server has it, this raises LockError.
    with _said("Counting what there is …"):
        before = taken(embedded)
    with _database(cluster) as server:
        if not cluster.is_empty() and not replace:
            raise Obstacle(
                "There is a site in PostgreSQL already: add ARGS=--replace to have it deleted."
            )
        with _said(f"Copying {before} …"):
            _convert(cluster, embedded, server, clear=replace)
        _compare(before, server)
    _take_along(Path(str(embedded["location_clienthome"])), cluster.folder)
    return before


def bring_back(cluster: Cluster, *, replace: bool) -> Census:
    """Copy the site from PostgreSQL to where instance.yaml has it; return what was copied."""
    embedded = _embedded(cluster.config)
    if not is_missing(embedded):
        _set_aside(embedded, replace=replace)
    with _database(cluster) as server:
        if cluster.is_empty():
            raise Obstacle("There is no site in PostgreSQL.")
        with _said("Counting what there is …"):
            before = taken(server)
        for key in ("db_filestorage_location", "db_blob_location"):
            Path(embedded[key]).parent.mkdir(parents=True, exist_ok=True)
        with _said(f"Copying {before} …"):
            _convert(cluster, server, embedded, clear=False)
        _compare(before, embedded)
    _take_along(cluster.folder, Path(str(embedded["location_clienthome"])))
    return before


def _take_along(source: Path, target: Path) -> None:
    """Copy what belongs to a site and is not in its database: keys, and views not yet taken in."""
    for name in (KEYS, SPOOL):
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, dirs_exist_ok=True)


def _embedded(config: Path) -> Settings:
    settings = load(config)
    if not is_embedded(settings):
        raise SettingsError(f"{config} names no embedded database: db_storage is not direct.")
    return settings


@contextmanager
def _database(cluster: Cluster) -> Iterator[Settings]:
    """Run PostgreSQL for the block; the settings have a cache of blobs that goes with it."""
    cluster.postgresql.start()
    try:
        with TemporaryDirectory(prefix="blobs-", dir=cluster.folder) as blobs:
            yield {**cluster.settings("worker"), "db_blob_location": blobs}
    finally:
        cluster.postgresql.stop()


def _set_aside(embedded: Settings, *, replace: bool) -> None:
    """Keep what an export would write over, beside it."""
    database = Path(embedded["db_filestorage_location"])
    if not replace:
        raise Obstacle(
            f"There is a site in {database} already: add ARGS=--replace to have it set aside."
        )
    with _said("Looking at what is there now …"):
        taken(embedded)
    aside = database.parent / f"before-{datetime.now():%Y%m%d-%H%M%S}"
    aside.mkdir()
    for path in (*database.parent.glob(f"{database.name}*"), Path(embedded["db_blob_location"])):
        path.rename(aside / path.name)
    print(f"What was there is kept in {aside}.")


def _convert(cluster: Cluster, source: Settings, target: Settings, *, clear: bool) -> None:
    conf, log = cluster.folder / "convert.conf", cluster.folder / "convert.log"
    lines = [*storage(source, "source"), *storage(target, "destination")]
    conf.write_text("\n".join(lines) + "\n", encoding="utf-8")
    options = ["--clear"] if clear else []
    with log.open("w") as output:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", CONVERTER, *options, str(conf)], stdout=output, stderr=output
        )
    conf.unlink()
    if done.returncode:
        raise Failed(f"The copy is not complete: see {log}.")


def _compare(before: Census, target: Settings) -> None:
    with _said("Comparing …"):
        after = taken(target)
    if after != before:
        raise Failed(f"The copy differs, do not use it: {before} became {after}.")


@contextmanager
def _said(line: str) -> Iterator[None]:
    print(line, flush=True)
    yield
