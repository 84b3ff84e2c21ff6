"""A site with contracts and, besides the processes they go through, many others."""

from bench import muniflow_data
from muniflow.core.lock import writing
from muniflow.process.operations import install_library
from muniflow.process.operations import shipped
from OFS.Application import Application

CONTRACTS = 200
AT_ONCE = 100
DRAWING = "outgoing-contract"


def build(app: Application, size: int) -> None:
    """Make the contracts that pages are measured with, and publish ``size`` more processes."""
    muniflow_data.build(app, CONTRACTS)
    site = app[muniflow_data.SITE]
    drawing = shipped()[DRAWING]
    for first in range(0, size, AT_ONCE):
        numbers = range(first, min(size, first + AT_ONCE))
        with writing(site):
            install_library(site, {f"process-{number:04}": drawing for number in numbers})
        app._p_jar.cacheMinimize()
