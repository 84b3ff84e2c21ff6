"""Tells in a header of each answer what it took; loaded into both contestants."""

from ZPublisher.BaseRequest import BaseRequest

import json
import time

STARTED = "bench.started"


def on_start(event: object) -> None:
    """Note the time."""
    event.request.environ[STARTED] = time.perf_counter()


def on_success(event: object) -> None:
    """Say how long it took, and how many objects were loaded and stored."""
    started = event.request.environ.get(STARTED)
    if started is not None:
        event.request.response.setHeader("X-Bench", json.dumps(_taken(event.request, started)))


def _taken(request: BaseRequest, started: float) -> dict[str, float]:
    connection = request["PARENTS"][-1]._p_jar
    loads, stores = connection.getTransferCounts(clear=True)
    seconds = time.perf_counter() - started
    return {"ms": round(seconds * 1000, 2), "loads": loads, "stores": stores}
