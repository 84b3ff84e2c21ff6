"""The database of an instance in the words of zope.conf: embedded, or on a PostgreSQL server."""

from backend.settings import Settings
from pathlib import Path


def is_embedded(settings: Settings) -> bool:
    """Tell whether the database is a file that one process opens."""
    return settings["db_storage"] == "direct"


def is_missing(settings: Settings) -> bool:
    """Tell whether an embedded database is still to be made."""
    return is_embedded(settings) and not Path(settings["db_filestorage_location"]).exists()


def database(settings: Settings) -> list[str]:
    """Return the lines of zope.conf about the database."""
    return [
        "<zodb_db main>",
        "  mount-point /",
        *options(settings, "db_", "cache_size", "cache_size_bytes", "large_record_size"),
        f"  pool-size {settings['db_pool_size'] or int(settings['wsgi_threads']) + 4}",
        *storage(settings),
        "</zodb_db>",
    ]


def storage(settings: Settings, name: str = "") -> list[str]:
    """Return the section of the storage."""
    return _filestorage(settings, name) if is_embedded(settings) else _relstorage(settings, name)


def _filestorage(settings: Settings, name: str) -> list[str]:
    return [
        _head("filestorage", name),
        f"    path {settings['db_filestorage_location']}",
        f"    blob-dir {settings['db_blob_location']}",
        f"    pack-keep-old {switch(settings['db_filestorage_pack_keep_old'])}",
        *options(settings, "db_filestorage_", "pack_gc", "quota"),
        "  </filestorage>",
    ]


def _relstorage(settings: Settings, name: str) -> list[str]:
    names = ("blob_chunk_size", "cache_local_mb", "cache_local_object_max", "commit_lock_timeout")
    return [
        _head("relstorage", name),
        f"    keep-history {switch(settings['db_relstorage_keep_history'])}",
        f"    blob-dir {settings['db_blob_location']}",
        f"    shared-blob-dir {switch(settings['db_blob_mode'] == 'shared')}",
        *options(settings, "db_", "blob_cache_size"),
        *options(settings, "db_relstorage_", *names),
        "    <postgresql>",
        f"      driver {settings['db_relstorage_postgresql_driver']}",
        f"      dsn {settings['db_relstorage_postgresql_dsn']}",
        "    </postgresql>",
        "  </relstorage>",
    ]


def _head(kind: str, name: str) -> str:
    section = f"  <{kind} {name}>" if name else f"  <{kind}>"
    return f"%import relstorage\n{section}" if kind == "relstorage" else section


def options(settings: Settings, prefix: str, *names: str) -> list[str]:
    """Return a line for each option that has a value, as ZConfig spells it."""
    found = ((name, settings[prefix + name]) for name in names)
    return [f"  {name.replace('_', '-')} {value}" for name, value in found if value != ""]


def switch(value: object) -> str:
    """Return a truth as ZConfig spells it."""
    return "on" if str(value).lower() in ("true", "on", "1", "yes") else "off"
