"""A pytest plugin: the run fails when a browser test was skipped, or when there was none."""

import pytest

FAILED = 1


class BrowserTests:
    """Counts the tests marked ``browser`` and keeps the names of the skipped ones."""

    def __init__(self) -> None:
        self.ran: set[str] = set()
        self.skipped: set[str] = set()

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a module that is skipped as a whole."""
        if report.skipped and "browser" in report.nodeid:
            self.skipped.add(report.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what became of a test."""
        if "browser" in report.keywords:
            (self.skipped if report.skipped else self.ran).add(report.nodeid)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say how many there were and name those that did not run."""
        terminalreporter.section("browser tests")
        terminalreporter.line(f"{len(self.ran - self.skipped)} ran, {len(self.skipped)} skipped")
        for name in sorted(self.skipped):
            terminalreporter.line(f"skipped: {name}", red=True)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Turn the run into a failure."""
        if session.exitstatus == 0 and (self.skipped or not self.ran):
            session.exitstatus = FAILED


def pytest_configure(config: pytest.Config) -> None:
    """Count where the results come together, not in the workers of pytest-xdist."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(BrowserTests())
