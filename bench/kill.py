"""Eight clients register; in the middle the server is killed and started again.

Usage: python -m bench.kill [--total 1000]; ends with 1 when anything is wrong.
"""

from argparse import ArgumentParser
from argparse import Namespace
from bench import muniflow_data
from bench.client import Client
from bench.instances import Instance
from bench.registering import Outcome
from bench.registering import register_contract
from bench.registering import Registrar
from bench.registering import run
from bench.servers import running
from bench.work import FAULTS
from bench.work import prepared
from bench.work import verified
from collections.abc import Sequence
from itertools import count
from random import Random
from subprocess import Popen

import signal
import sys

PORT = 8115
CLIENTS = 8
FIRST_HALF = 100_000
SECOND_HALF = 200_000


class Bomb:
    """Registers as usual, and kills the server after so many acknowledgements."""

    def __init__(self, process: Popen, after: int) -> None:
        self._process = process
        self._left = count(after, -1)

    def __call__(self, client: Client, number: int) -> str | None:
        """Register one contract."""
        uid = register_contract(client, number)
        # Seven other clients are in the middle of something now.
        if uid is not None and next(self._left) == 1:
            self._process.send_signal(signal.SIGKILL)
        return uid


def main(argv: Sequence[str] | None = None) -> int:
    """Register, kill, go on, and look into the database."""
    args = _arguments(argv)
    instance = prepared("muniflow", 40, PORT, name="muniflow-kill", fresh=True)
    moment = Random(args.seed).randint(args.total * 2 // 5, args.total * 3 // 5)
    with running(instance) as (process,):
        before = _registered(instance, Bomb(process, moment), args.total, FIRST_HALF)
    print(f"Killed after {moment}: {len(before.acknowledged)} acknowledged", flush=True)
    with running(instance):
        rest = args.total - len(before.acknowledged)
        after = _registered(instance, register_contract, rest, SECOND_HALF)
    print(f"After the restart: {len(after.acknowledged)} more, {after.errors} errors")
    found = verified(instance, before.acknowledged + after.acknowledged)
    print(", ".join(f"{name}: {number}" for name, number in found.items()))
    return 1 if after.errors or any(found[name] for name in FAULTS) else 0


def _registered(instance: Instance, registrar: Registrar, total: int, first: int) -> Outcome:
    return run(
        instance,
        muniflow_data.CLERK,
        registrar,
        clients=CLIENTS,
        total=total,
        first=first,
    )


def _arguments(argv: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="bench.kill", description=__doc__)
    parser.add_argument("--total", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1, help="decides when the kill comes")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
