"""Reads instance.yaml, with the keys of cookiecutter-zope-instance."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

import yaml

Settings = dict[str, object]

DEFAULTS: Settings = {
    "target": "instance",
    "location_clienthome": "{target}/var",
    "location_log": "{location_clienthome}/log",
    "wsgi_listen": "127.0.0.1:8080",
    "wsgi_threads": 4,
    "wsgi_max_request_body_size": 1073741824,
    "wsgi_clear_untrusted_proxy_headers": False,
    "wsgi_channel_timeout": 120,
    "trusted_proxy": "",
    "environment": {
        "CHAMELEON_CACHE": "{location_clienthome}/cache",
        "zope_i18n_compile_mo_files": "true",
        "MUNIFLOW_WORKER": "on",
    },
    "environment_paths": ["CHAMELEON_CACHE"],
    "initial_user_name": "",
    "initial_user_password": "",
    "load_zcml": {},
    "zcml_package_metas": [],
    "zcml_package_includes": [],
    "zcml_package_overrides": [],
    "dos_protection_form_memory_limit": "1MB",
    "dos_protection_form_disk_limit": "1GB",
    "dos_protection_form_memfile_limit": "4KB",
    "db_storage": "direct",
    "db_cache_size": 30000,
    "db_cache_size_bytes": "",
    "db_large_record_size": "",
    "db_pool_size": "",
    "db_blob_location": "{location_clienthome}/blobs",
    "db_filestorage_location": "{location_clienthome}/filestorage/Data.fs",
    "db_filestorage_pack_keep_old": True,
    "db_filestorage_pack_gc": "",
    "db_filestorage_quota": "",
    "db_blob_mode": "shared",
    "db_blob_cache_size": "",
    "db_relstorage": "postgresql",
    "db_relstorage_keep_history": True,
    "db_relstorage_commit_lock_timeout": "",
    "db_relstorage_blob_chunk_size": "",
    "db_relstorage_cache_local_mb": "",
    "db_relstorage_cache_local_object_max": "",
    "db_relstorage_postgresql_driver": "psycopg2",
    "db_relstorage_postgresql_dsn": "",
    "debug_mode": False,
    "verbose_security": False,
    "enable_xmlrpc": False,
}

PATHS = (
    "target",
    "location_clienthome",
    "location_log",
    "db_blob_location",
    "db_filestorage_location",
)
WHOLE_NUMBERS = ("wsgi_threads", "wsgi_max_request_body_size", "db_cache_size")
SLUGS = ("package_metas", "package_includes", "package_overrides")
CHOICES = {
    "db_storage": ("direct", "relstorage"),
    "db_blob_mode": ("shared", "cache"),
    "db_relstorage": ("postgresql",),
}


class SettingsError(Exception):
    """A key or value of instance.yaml is wrong; the text is one sentence for the operator."""


def load(path: Path, overrides: Mapping[str, object] | None = None) -> Settings:
    """Return the settings of the file, with ``overrides`` on top and all paths absolute."""
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error
    except yaml.YAMLError as error:
        raise SettingsError(f"{path} is not valid YAML: {error}.") from error
    given = {**(document.get("default_context") or {}), **(overrides or {})}
    return complete(given, path.resolve().parent)


def complete(given: Mapping[str, object], base: Path) -> Settings:
    """Return ``given`` filled up with the defaults and checked; paths are relative to ``base``."""
    _check_keys(given)
    settings = {**DEFAULTS, **{k: v for k, v in given.items() if v is not None}}
    for key in PATHS:
        settings[key] = str(base / str(settings[key]).format_map(settings))
    _check_values(settings)
    _merge_environment(settings, base)
    _merge_slugs(settings)
    return settings


def _check_keys(given: Mapping[str, object]) -> None:
    for key in given:
        if key not in DEFAULTS:
            near = get_close_matches(key, DEFAULTS, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else "."
            raise SettingsError(f"instance.yaml has an unknown key {key!r}{hint}")


def _check_values(settings: Settings) -> None:
    for key in WHOLE_NUMBERS:
        if not str(settings[key]).isdigit():
            raise SettingsError(f"{key} in instance.yaml must be a number, not {settings[key]!r}.")
    for key, known in CHOICES.items():
        if settings[key] not in known:
            raise SettingsError(
                f"{key} {settings[key]!r} in instance.yaml is not supported;"
                f" known: {', '.join(known)}."
            )
    if settings["db_storage"] == "relstorage" and not settings["db_relstorage_postgresql_dsn"]:
        raise SettingsError("db_relstorage_postgresql_dsn is missing in instance.yaml.")
    _host, colon, port = str(settings["wsgi_listen"]).rpartition(":")
    if not colon or not port.isdigit():
        raise SettingsError(
            f"wsgi_listen in instance.yaml must be host:port, not {settings['wsgi_listen']!r}."
        )


def _merge_environment(settings: Settings, base: Path) -> None:
    own = {"MUNIFLOW_SERVER": _address(str(settings["wsgi_listen"]))}
    names = own | dict(DEFAULTS["environment"]) | dict(settings["environment"] or {})
    paths = settings["environment_paths"]
    settings["environment"] = {
        name: str(base / str(value).format_map(settings)) if name in paths else str(value)
        for name, value in names.items()
    }


def _address(listen: str) -> str:
    """Return where the server is found from its own machine."""
    host, _colon, port = listen.rpartition(":")
    everywhere = host in ("", "*", "0.0.0.0", "[::]", "127.0.0.1")  # noqa: S104
    return f"http://{'localhost' if everywhere else host}:{port}"


def _merge_slugs(settings: Settings) -> None:
    for kind in SLUGS:
        settings[f"zcml_{kind}"] = _names(settings[f"zcml_{kind}"]) + _names(
            settings["load_zcml"].get(kind)
        )


def _names(value: object) -> list[str]:
    """Return package names written as a list or in one string."""
    return value.replace(",", " ").split() if isinstance(value, str) else list(value or ())
