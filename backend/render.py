"""Renders the configuration of a Zope instance from its settings."""

from argparse import ArgumentParser
from AuthEncoding.AuthEncoding import pw_encrypt
from backend.settings import load
from backend.settings import Settings
from backend.settings import SettingsError
from backend.storages import database
from backend.storages import is_embedded
from backend.storages import is_missing
from backend.storages import options
from backend.storages import switch
from collections.abc import Sequence
from pathlib import Path
from secrets import token_urlsafe

import sys

SITE_ZCML = """\
<configure
    xmlns="http://namespaces.zope.org/zope"
    xmlns:five="http://namespaces.zope.org/five"
    >

  <include package="Zope2.App" />

  <include files="package-includes/*-meta.zcml" />
  <five:loadProducts file="meta.zcml" />

  <include files="package-includes/*-configure.zcml" />
  <five:loadProducts />

  <includeOverrides files="package-includes/*-overrides.zcml" />
  <five:loadProductsOverrides />

</configure>
"""

LOGGING = """\
[loggers]
keys = root, waitress.queue, access

[handlers]
keys = console, access, event

[formatters]
keys = generic, message

[formatter_generic]
format = %(asctime)s %(levelname)s [%(name)s:%(lineno)s][%(threadName)s] %(message)s

[formatter_message]
format = %(message)s

[logger_root]
level = INFO
handlers = console, event

[logger_waitress.queue]
level = ERROR
handlers = event
qualname = waitress.queue
propagate = 0

[logger_access]
level = INFO
handlers = access
qualname = wsgi
propagate = 0
"""


def render(settings: Settings, *, new: bool = False) -> Path:
    """Write the instance and return its folder; untouched files keep their dates.

    ``new`` says that the database of a server is still to be made; the embedded one is looked for.
    """
    target = Path(settings["target"])
    for folder in _folders(settings):
        folder.mkdir(parents=True, exist_ok=True)
    etc = target / "etc"
    _write(etc / "zope.conf", zope_conf(settings))
    _write(etc / "zope.ini", zope_ini(settings))
    _write(etc / "site.zcml", SITE_ZCML)
    _write_slugs(etc / "package-includes", settings)
    _write_first_user(target / "inituser", settings, new=new or is_missing(settings))
    return target


def zope_conf(settings: Settings) -> str:
    """Return the text of zope.conf."""
    lines = [
        f"%define INSTANCE {settings['target']}",
        "instancehome $INSTANCE",
        f"clienthome {settings['location_clienthome']}",
        f"debug-mode {switch(settings['debug_mode'])}",
        f"security-policy-implementation {'python' if settings['verbose_security'] else 'C'}",
        f"verbose-security {switch(settings['verbose_security'])}",
        f"enable-xmlrpc {switch(settings['enable_xmlrpc'])}",
        "default-zpublisher-encoding utf-8",
        *(f"trusted-proxy {name}" for name in str(settings["trusted_proxy"]).split(",") if name),
        "<environment>",
        *(f"  {name} {value}" for name, value in sorted(settings["environment"].items())),
        "</environment>",
        "<dos_protection>",
        *options(settings, "dos_protection_", "form_memory_limit", "form_disk_limit"),
        *options(settings, "dos_protection_", "form_memfile_limit"),
        "</dos_protection>",
        *database(settings),
    ]
    return "\n".join(lines) + "\n"


def zope_ini(settings: Settings) -> str:
    """Return the text of zope.ini: the WSGI pipeline, the server and the logs."""
    logs = Path(settings["location_log"])
    return "\n".join(
        (
            "[app:zope]\nuse = egg:Zope#main\nzope_conf = %(here)s/zope.conf\n",
            "[server:main]\nuse = egg:waitress#main",
            f"listen = {settings['wsgi_listen']}",
            f"threads = {settings['wsgi_threads']}",
            f"max_request_body_size = {settings['wsgi_max_request_body_size']}",
            f"channel_timeout = {settings['wsgi_channel_timeout']}",
            "clear_untrusted_proxy_headers ="
            f" {switch(settings['wsgi_clear_untrusted_proxy_headers'])}\n",
            "[filter:translogger]\nuse = egg:Paste#translogger\nsetup_console_handler = False\n",
            "[filter:writelock]\npaste.filter_app_factory = muniflow.core.lock.outer:filter_app\n",
            "[pipeline:main]\npipeline = translogger egg:Zope#httpexceptions writelock zope\n",
            LOGGING,
            _handler("console", "StreamHandler", "(sys.stderr,)", "ERROR", "generic"),
            _file_handler("access", logs / "access.log", "message"),
            _file_handler("event", logs / "event.log", "generic"),
        )
    )


def _handler(name: str, kind: str, args: str, level: str, formatter: str) -> str:
    return (
        f"[handler_{name}]\nclass = {kind}\nargs = {args}\nlevel = {level}\n"
        f"formatter = {formatter}\n"
    )


def _file_handler(name: str, path: Path, formatter: str) -> str:
    return _handler(name, "FileHandler", f"({str(path)!r}, 'a')", "INFO", formatter)


def _folders(settings: Settings) -> list[Path]:
    target = Path(settings["target"])
    return [
        target / "etc" / "package-includes",
        Path(settings["location_log"]),
        Path(settings["db_blob_location"]),
        *([Path(settings["db_filestorage_location"]).parent] if is_embedded(settings) else ()),
        *(Path(settings["environment"][name]) for name in settings["environment_paths"]),
    ]


def _write_slugs(folder: Path, settings: Settings) -> None:
    wanted = {
        f"{number:03}-{package}-{kind}.zcml": f'<include package="{package}"{file} />\n'
        for kind, file, key in (
            ("meta", ' file="meta.zcml"', "zcml_package_metas"),
            ("configure", "", "zcml_package_includes"),
            ("overrides", ' file="overrides.zcml"', "zcml_package_overrides"),
        )
        for number, package in enumerate(settings[key], start=1)
    }
    for old in folder.glob("*.zcml"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        _write(folder / name, text)


def _write_first_user(path: Path, settings: Settings, *, new: bool) -> None:
    """Leave the first user for Zope, which takes the file in when it makes the database."""
    name = settings["initial_user_name"]
    if not (name and new):
        return
    password = settings["initial_user_password"] or _invented_password(str(name))
    encrypted = pw_encrypt(str(password), "SSHA").decode("ascii")
    path.write_text(f"{name}:{encrypted}\n", encoding="ascii")
    path.chmod(0o600)


def _invented_password(name: str) -> str:
    password = token_urlsafe(12)
    print(f"The password of {name!r} is {password!r}; it is not shown again.")
    return password


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Render only, to serve with ``runwsgi``; return 1 after one sentence on stderr."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=Path("instance.yaml"))
    try:
        print(render(load(parser.parse_args(argv).config)))
    except SettingsError as error:
        print(f"muniflow: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
