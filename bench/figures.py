"""Medians, ratios and tables."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile

import os
import platform
import time


@dataclass(frozen=True)
class Ratio:
    """The median of the ratios of the rounds, with their range."""

    median: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.least:.2f} to {self.most:.2f})"


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Ratio:
    """Return ours to theirs, round by round."""
    found = [a / b for a, b in zip(ours, theirs, strict=True)]
    return Ratio(median(found), min(found), max(found))


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value below which ``share`` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def surroundings(folder: Path) -> str:
    """Return one line about the machine: without it no figure means anything."""
    load = os.getloadavg()[0]
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f} at the "
        f"start, fsync of 4 KB {fsync_ms(folder):.2f} ms; client and servers share the machine"
    )


def fsync_ms(folder: Path, times: int = 50) -> float:
    """Return how long the disk takes to make 4 KB durable."""
    taken = []
    with NamedTemporaryFile(dir=folder) as file:
        for _ in range(times):
            begun = time.perf_counter()
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
            taken.append((time.perf_counter() - begun) * 1000)
    return median(taken)
