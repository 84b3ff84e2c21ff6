"""One Zope of the cluster: a process that answers requests, or the one that works behind them.

Usage: python -m backend.cluster.member web|worker FOLDER [--demo]; says ``ready`` when it is.
"""

from argparse import ArgumentParser
from argparse import Namespace
from backend.cluster.processes import READY
from backend.serve import make_server
from backend.serve import prepare
from collections.abc import Sequence
from contextlib import suppress
from logging.config import fileConfig
from pathlib import Path
from threading import Event
from typing import NoReturn

import json
import os
import signal
import sys

SETTINGS = "settings.json"
"""What the instance was rendered from, in its folder."""

ANEW = "it goes on as it is until you run: .venv/bin/muniflow --conf {conf} upgrade"

_asked_to_stop = Event()


def main(argv: Sequence[str] | None = None) -> int:
    """Serve or work until told to stop."""
    args = _arguments(argv)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _interrupt)
    with suppress(KeyboardInterrupt):
        run(args.kind, args.folder, demo=args.demo)
    return 0


def run(kind: str, folder: Path, *, demo: bool) -> None:
    """Start Zope with the instance in ``folder``."""
    from muniflow.core.worker.serving import close_server
    from paste.deploy import loadapp

    ini = folder / "etc" / "zope.ini"
    fileConfig(ini, disable_existing_loggers=False)
    application = loadapp(f"config:{ini}")
    try:
        if kind == "worker":
            _work(folder, demo=demo)
        else:
            _serve(application, ini)
    finally:
        close_server()
        _close()


def _serve(application: object, ini: Path) -> None:
    server = make_server(application, ini)
    _say_ready("")
    if not _asked_to_stop.is_set():
        # Ends with an interrupt, after the requests that it is at.
        server.run()
    server.close()


def _work(folder: Path, *, demo: bool) -> None:
    """Make the site if there is none, then let the worker work."""
    from muniflow.core.worker.serving import close_server
    from muniflow.core.worker.serving import open_server

    # Started with Zope, it would act on a site that is just being made.
    close_server()
    settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    conf = folder / "etc" / "zope.conf"
    welcome = prepare(settings, demo=demo, upgrade=ANEW.format(conf=os.path.relpath(conf)))
    open_server()
    _say_ready(welcome)
    _asked_to_stop.wait()


def _say_ready(welcome: str) -> None:
    print(welcome)
    print(READY, flush=True)
    # Nobody listens any more; what else is printed belongs to the log.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())


def _close() -> None:
    import Zope2

    Zope2.DB.close()


def _arguments(argv: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="backend.cluster.member", description=__doc__)
    parser.add_argument("kind", choices=("web", "worker"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--demo", action="store_true", help="make a site when there is none")
    return parser.parse_args(argv)


def _interrupt(_signal: int, _frame: object) -> NoReturn:
    # Something that loads at the start may swallow the exception, so it is remembered too.
    _asked_to_stop.set()
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
