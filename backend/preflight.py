"""Says in one sentence why a start would fail; runs on any Python 3, before the environment."""

import argparse
import errno
import os
import shutil
import socket
import sys

MB = 1024 * 1024
SPACE_TO_INSTALL = 1500 * MB
SPACE_TO_RUN = 200 * MB


class Obstacle(Exception):
    """Something the operator must remove first; the text is one sentence."""


def check_port(port: int) -> None:
    """Raise Obstacle when something listens on the port of this machine."""
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        if _taken(family, host, port):
            raise Obstacle(
                f"Port {port} is in use by another program:"
                f" stop it or choose another port, as in PORT={port + 1} make start."
            )


def _taken(family: socket.AddressFamily, host: str, port: int) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        # Anything else means that the machine has no such address family.
        return error.errno == errno.EADDRINUSE
    return False


def check_space(folder: str, needed: int) -> None:
    """Raise Obstacle when the disk of the folder has less than ``needed`` bytes free."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Obstacle(
            f"The disk of {os.path.abspath(folder)} is full: {free // MB} MB are free,"
            f" {needed // MB} MB are needed."
        )


def main(argv: "list[str] | None" = None) -> int:
    """Check what the arguments ask for; print the first obstacle and return 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int)
    parser.add_argument("--install", action="store_true", help="an environment is to be made")
    args = parser.parse_args(argv)
    try:
        check_space(".", SPACE_TO_INSTALL if args.install else SPACE_TO_RUN)
        if args.port:
            check_port(args.port)
    except Obstacle as obstacle:
        print(f"muniflow: {obstacle}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
