"""Starting and stopping a server."""

from bench.instances import Instance
from bench.instances import PATHS
from bench.instances import ROOT
from collections.abc import Iterator
from contextlib import contextmanager

import http.client
import os
import signal
import subprocess
import sys
import time

SERVE = "from Zope2.Startup.serve import main; main()"
PATIENCE = 300.0


class ServerFailed(Exception):
    """The server did not come up."""


@contextmanager
def running(*instances: Instance) -> Iterator[list[subprocess.Popen]]:
    """Run servers for as long as the block lasts."""
    processes: list[subprocess.Popen] = []
    try:
        for one in instances:
            processes.append(start(one))
        for one, process in zip(instances, processes, strict=True):
            wait_for(one, process)
        yield processes
    finally:
        for process in processes:
            stop(process)


def start(instance: Instance) -> subprocess.Popen:
    """Start a server without waiting for it."""
    with (instance.folder / "console.log").open("a") as log:
        return subprocess.Popen(
            [sys.executable, "-c", SERVE, str(instance.ini)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": PATHS},
            stdout=log,
            stderr=log,
        )


def wait_for(instance: Instance, process: subprocess.Popen) -> None:
    """Wait until a server answers; raises ServerFailed when it ends before or never does."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerFailed(f"{instance.name} ended, see {instance.folder}/console.log")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", instance.port, timeout=PATIENCE)
            connection.request("GET", "/", headers={"Host": "localhost"})
            connection.getresponse().read()
        except OSError:
            time.sleep(0.3)
        else:
            return
        finally:
            connection.close()
    raise ServerFailed(f"{instance.name} does not answer on port {instance.port}")


def stop(process: subprocess.Popen) -> None:
    """Stop a server, gently first."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(20)
