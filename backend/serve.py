"""Renders the instance, makes the site when there is none, and serves until told to stop."""

from argparse import ArgumentParser
from argparse import Namespace
from backend.preflight import check_port
from backend.preflight import check_space
from backend.preflight import Obstacle
from backend.preflight import SPACE_TO_RUN
from backend.render import render
from backend.settings import load
from backend.settings import Settings
from backend.settings import SettingsError
from collections.abc import Sequence
from configparser import RawConfigParser
from logging.config import fileConfig
from pathlib import Path
from threading import Event
from typing import NoReturn
from typing import TYPE_CHECKING
from zc.lockfile import LockError

import signal
import sys

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer
    from waitress.server import MultiSocketServer

UPGRADE = "stop this and run: .venv/bin/muniflow upgrade"

_asked_to_stop = Event()

DEMO = {
    "site_id": "muniflow",
    "title": "Dunakeszi",
    "default_language": "hu",
    "country": "hu",
    "organisations": [],
    "setup_content": True,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Serve; return 1 after one sentence on stderr when that is impossible."""
    args = _arguments(argv)
    _listen_to_signals()
    try:
        settings = load(args.config, _overrides(args))
        check_port(_port(settings))
        check_space(str(args.config.resolve().parent), SPACE_TO_RUN)
        run(settings, demo=args.demo)
    except (Obstacle, SettingsError) as error:
        return _refuse(str(error))
    except LockError:
        return _refuse("The database is in use by another process: stop that one first.")
    except OSError as error:
        return _refuse(f"{error.strerror}: {error.filename or 'the instance'}.")
    except KeyboardInterrupt:
        print("\nStopped before the server was ready.")
    return 0


def run(settings: Settings, *, demo: bool) -> None:
    """Start Zope, complete the database, and serve until SIGINT or SIGTERM."""
    from muniflow.core.worker.serving import close_server
    from muniflow.core.worker.serving import open_server
    from paste.deploy import loadapp

    instance = render(settings)
    ini = instance / "etc" / "zope.ini"
    print("Starting …", flush=True)
    fileConfig(ini, disable_existing_loggers=False)
    application = loadapp(f"config:{ini}")
    try:
        # Started with Zope, the worker would act on a site that is just being made.
        close_server()
        welcome = prepare(settings, demo=demo)
        open_server()
        _serve(application, ini, welcome)
    finally:
        close_server()
        _close()


def prepare(settings: Settings, *, demo: bool, upgrade: str = UPGRADE) -> str:
    """Make the site when there is none; return what the operator should read.

    ``upgrade`` is what to do about a site that an older muniflow has made.
    """
    from muniflow.cli import application
    from muniflow.distribution.operations import create_site
    from muniflow.distribution.operations import sites

    with application() as app:
        found = sites(app)
        if not found and demo:
            print("Making the site and its demonstration data …", flush=True)
            found = [create_site(app, DEMO)]
        lines = [line for site in found or [app] for line in _welcome(site, settings)]
        lines += [line for site in found for line in _old(site, upgrade)]
        return "\n".join(lines + [line for site in found for line in _demo_logins(site)])


def make_server(application: object, ini: Path) -> "MultiSocketServer | BaseWSGIServer":
    """Return the server of zope.ini, which listens already."""
    from waitress import create_server

    config = RawConfigParser()
    config.read(ini, encoding="utf-8")
    options = {key: value for key, value in config.items("server:main") if key != "use"}
    return create_server(application, **options)


def _serve(application: object, ini: Path, welcome: str) -> None:
    server = make_server(application, ini)
    print(f"\n{welcome}\n\nCtrl-C stops it.", flush=True)
    if not _asked_to_stop.is_set():
        server.run()
    # A second Ctrl-C must not cut the closing of the database short.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server.close()
    print("\nStopped.", flush=True)


def _close() -> None:
    """Close the database, so that the next start finds its index ready."""
    import Zope2

    Zope2.DB.close()


def _welcome(site: object, settings: Settings) -> list[str]:
    path = "/".join(site.getPhysicalPath())
    lines = [f"muniflow serves on http://localhost:{_port(settings)}{path}"]
    if settings["initial_user_name"]:
        lines.append(
            f"  administrator: {settings['initial_user_name']},"
            f" first password: {settings['initial_user_password'] or 'shown at the first start'}"
        )
    return lines


def _old(site: object, upgrade: str) -> list[str]:
    """Return what to do about a site that an older muniflow has made."""
    from muniflow.upgrades.operations import pending
    from zope.component.hooks import site as active_site

    with active_site(site):
        old = pending(site)
    return [f"  {site.getId()} was made by an older muniflow; {upgrade}"] if old else []


def _demo_logins(site: object) -> list[str]:
    """Return a line for each kind of demo user in the site, the password above them."""
    from muniflow.demo.operations import logins
    from muniflow.demo.operations import PASSWORD
    from zope.component.hooks import site as active_site

    with active_site(site):
        known = [one for one in logins() if site.acl_users.getUserById(one.person) is not None]
    width = max((len(one.person) for one in known), default=0)
    rows = [f"  {one.person:{width}}  {one.name}: {one.about}" for one in known]
    return ["", f"Demo logins, all with the password {PASSWORD}", *rows] if rows else []


def _port(settings: Settings) -> int:
    return int(str(settings["wsgi_listen"]).rpartition(":")[2])


def _overrides(args: Namespace) -> dict[str, object]:
    overrides: dict[str, object] = {}
    if args.target:
        overrides["target"] = str(args.target.resolve())
    if args.port:
        overrides["wsgi_listen"] = f"127.0.0.1:{args.port}"
    return overrides


def _arguments(argv: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=Path("instance.yaml"))
    parser.add_argument("--target", type=Path, help="folder to serve from, not the file's")
    parser.add_argument("--port", type=int, help="port to serve on, not the file's")
    parser.add_argument("--no-demo", dest="demo", action="store_false", help="make no site")
    return parser.parse_args(argv)


def _refuse(sentence: str) -> int:
    print(f"muniflow: {sentence}", file=sys.stderr)
    return 1


def _listen_to_signals() -> None:
    signal.signal(signal.SIGTERM, _interrupt)
    # A shell may have told a job in the background to ignore Ctrl-C; leave it at that.
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _interrupt)


def _interrupt(_signal: int, _frame: object) -> NoReturn:
    # Something that loads at the start may swallow the exception, so it is remembered too.
    _asked_to_stop.set()
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
