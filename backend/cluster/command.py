"""Serves the site from several processes, and moves it to PostgreSQL and back."""

from argparse import ArgumentParser
from argparse import Namespace
from backend.cluster import moving
from backend.cluster.cluster import Cluster
from backend.cluster.processes import Failed
from backend.preflight import check_port
from backend.preflight import check_space
from backend.preflight import Obstacle
from backend.preflight import SPACE_TO_RUN
from backend.settings import SettingsError
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from zc.lockfile import LockError
from zc.lockfile import LockFile

import signal
import sys

WATCH = 0.5


def main(argv: Sequence[str] | None = None) -> int:
    """Do what is asked; return 1 after one sentence on stderr when that is impossible."""
    args = _arguments(argv)
    try:
        with alone(args.folder):
            args.act(args)
    except (Obstacle, SettingsError, Failed) as error:
        return _refuse(str(error))
    except LockError:
        return _refuse("The database is in use by a server: stop that one first.")
    return 0


def bring_in(args: Namespace) -> None:
    """Copy the site of instance.yaml into the PostgreSQL of the cluster."""
    census = moving.bring_in(_cluster(args), replace=args.replace)
    print(f"Copied and compared: {census}. Start it with: make cluster")


def bring_back(args: Namespace) -> None:
    """Copy the site from the PostgreSQL of the cluster to where instance.yaml has it."""
    census = moving.bring_back(_cluster(args), replace=args.replace)
    print(f"Copied and compared: {census}. Start it with: make start")


def serve(args: Namespace) -> None:
    """Start the cluster and keep it running until SIGINT or SIGTERM."""
    ended = _signals()
    check_space(str(args.folder), SPACE_TO_RUN)
    cluster = _cluster(args)
    for port in (args.port, *cluster.ports, cluster.postgresql.port):
        check_port(port)
    print("Starting PostgreSQL, two Zopes, a worker and HAProxy …", flush=True)
    try:
        welcome = cluster.start(demo=args.demo)
        print(f"\n{welcome}\n\nCtrl-C stops it.", flush=True)
        while not ended.wait(WATCH):
            cluster.watch(lambda line: print(line, file=sys.stderr, flush=True))
    finally:
        print("\nStopping …", flush=True)
        cluster.stop()
        print("Stopped.", flush=True)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep a second one from the same folder; raises Obstacle."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        lock = LockFile(str(folder / "lock"))
    except LockError as error:
        raise Obstacle(f"A cluster runs in {folder} already: stop that one first.") from error
    try:
        yield
    finally:
        lock.close()


def _cluster(args: Namespace) -> Cluster:
    return Cluster(args.config, args.folder, args.port, webs=args.webs)


def _refuse(sentence: str) -> int:
    print(f"muniflow: {sentence}", file=sys.stderr)
    return 1


def _signals() -> Event:
    ended = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: ended.set())
    return ended


def _arguments(argv: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="backend.cluster", description=__doc__)
    parser.add_argument("--config", type=Path, default=Path("instance.yaml"))
    parser.add_argument(
        "--folder", type=_absolute, default=_absolute("cluster"), help="where its data are"
    )
    parser.add_argument("--port", type=int, default=8080, help="port to serve on")
    parser.add_argument("--webs", type=int, default=2, help="processes that answer requests")
    parser.add_argument("--no-demo", dest="demo", action="store_false", help="make no site")
    parser.set_defaults(act=serve)
    acts = parser.add_subparsers(metavar="ACT")
    for name, act in (("import", bring_in), ("export", bring_back)):
        one = acts.add_parser(name, help=act.__doc__)
        one.add_argument("--replace", action="store_true", help="even where there is a site")
        one.set_defaults(act=act)
    return parser.parse_args(argv)


def _absolute(path: str) -> Path:
    return Path(path).resolve()
