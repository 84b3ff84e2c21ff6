"""What one of these programs may use; set before it looks at the file."""

import contextlib
import resource

MEGABYTE = 1024 * 1024

CPU_SECONDS = 20
MEMORY = 1024 * MEGABYTE
OPEN_FILES = 64

MEMBERS = 500
TOTAL = 500 * MEGABYTE
"""Bytes of all members together, as counted while they are unpacked."""

RATIO = 100
"""Times the container's own size, from RATIO_FROM bytes on."""

RATIO_FROM = 10 * MEGABYTE

HEADER = 64 * 1024
FIELDS = 1000
DEPTH = 50
"""Of a mail: bytes and fields of a header, parts inside parts."""


def apply(written: int = TOTAL) -> None:
    """Limit this process for good: time, memory, bytes in one file, files, children."""
    wanted = {
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_FSIZE: written,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in wanted.items():
        # Some systems do not know all of them; whoever called also counts the time.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
