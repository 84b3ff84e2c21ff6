"""Fills the database of an instance, in a process of its own.

Usage: python -m bench.build CONF KIND SIZE
"""

from bench import book_data
from bench import decisions_data
from bench import muniflow_data
from bench import processes_data
from bench import stock_data
from importlib import import_module
from pathlib import Path
from Zope2.Startup.run import configure_wsgi

import sys
import Zope2

KINDS = {
    "book": book_data,
    "stock": stock_data,
    "muniflow": muniflow_data,
    "decisions": decisions_data,
    "processes": processes_data,
}


def main(conf: str, kind: str, size: str) -> None:
    """Open the instance and build what there is to measure."""
    configure_wsgi(str(Path(conf).resolve()))
    Zope2.startup_wsgi()
    with import_module("muniflow.cli").application() as app:
        KINDS[kind].build(app, int(size))
    Zope2.DB.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
