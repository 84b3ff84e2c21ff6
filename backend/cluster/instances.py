"""The settings of the Zope processes of a cluster, made from those of the one server."""

from backend.settings import load
from backend.settings import Settings
from pathlib import Path

# In the folder of the cluster, as below the client home of the one server: they are not in the
# database, and go where it goes.
SPOOL = "spool"
KEYS = "journal-keys"

# Megabytes of objects that a process need not ask PostgreSQL for.
OBJECT_CACHE = 200

# How much a process keeps of the files that are in the database.
BLOB_CACHE = "2GB"


def member(config: Path, folder: Path, *, listen: str, dsn: str) -> Settings:
    """Return the settings of instance.yaml for a process with its files in ``folder``."""
    return load(
        config,
        {
            "target": str(folder),
            "location_clienthome": "{target}/var",
            "location_log": "{location_clienthome}/log",
            "db_blob_location": "{location_clienthome}/blobs",
            "wsgi_listen": listen,
            # It tells who asks; nobody else reaches the processes.
            "trusted_proxy": "127.0.0.1",
            "db_storage": "relstorage",
            "db_blob_mode": "cache",
            "db_blob_cache_size": BLOB_CACHE,
            # The site keeps its own history.
            "db_relstorage_keep_history": False,
            "db_relstorage_postgresql_dsn": dsn,
            "db_relstorage_cache_local_mb": OBJECT_CACHE,
        },
    )


def web(config: Path, folder: Path, *, port: int, public: int, dsn: str) -> Settings:
    """Return the settings of a process that answers requests."""
    settings = member(config, folder, listen=f"127.0.0.1:{port}", dsn=dsn)
    settings["initial_user_name"] = ""
    return _with(settings, folder, public, MUNIFLOW_WORKER="off")


def worker(config: Path, folder: Path, *, public: int, dsn: str) -> Settings:
    """Return the settings of the process that works behind the pages; it listens nowhere."""
    settings = member(config, folder, listen=f"127.0.0.1:{public}", dsn=dsn)
    return _with(settings, folder, public, MUNIFLOW_WORKER="on")


def _with(settings: Settings, folder: Path, public: int, **variables: str) -> Settings:
    base = folder.parent
    settings["environment"] |= {
        "MUNIFLOW_SERVER": f"http://localhost:{public}",
        # What one has compiled the others need not.
        "CHAMELEON_CACHE": str(base / "cache"),
        # Written by whoever shows a page, taken in by the worker.
        "MUNIFLOW_SPOOL": str(base / SPOOL),
        # The worker signs with them.
        "MUNIFLOW_KEYS": str(base / KEYS),
        **variables,
    }
    (base / "cache").mkdir(parents=True, exist_ok=True)
    return settings
