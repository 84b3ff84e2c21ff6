"""On the build machine no browser test may be skipped."""

from pathlib import Path

import os
import pytest
import subprocess
import sys

CI = Path(__file__).parents[2] / ".ci"
ENVIRONMENT = {
    "PYTHONPATH": str(CI),
    "PYTEST_ADDOPTS": "",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
}
INI = "[pytest]\nmarkers = browser: needs a browser\n"

RUNS = "@pytest.mark.browser\ndef test_page():\n    pass\n"
SKIPPED = "@pytest.mark.browser\ndef test_page():\n    pytest.skip('no browser')\n"
MODULE = "pytest.skip('no browser', allow_module_level=True)\n"
OTHER = "def test_other():\n    pytest.skip('for a reason')\n"
FAILS = "@pytest.mark.browser\ndef test_page():\n    assert 0\n"


@pytest.mark.parametrize(
    ("tests", "code", "line"),
    [
        (RUNS, 0, "1 ran, 0 skipped"),
        (RUNS + OTHER, 0, "1 ran, 0 skipped"),
        (SKIPPED, 1, "skipped: test_browser.py::test_page"),
        (MODULE + RUNS, 1, "skipped: test_browser.py"),
        (OTHER, 1, "0 ran, 0 skipped"),
        (FAILS, 1, "1 ran, 0 skipped"),
    ],
    ids=["all ran", "another skipped", "one skipped", "module skipped", "none there", "failed"],
)
def test_the_run_fails_when_a_browser_test_did_not_run(tmp_path, tests, code, line):
    (tmp_path / "pytest.ini").write_text(INI)
    (tmp_path / "test_plain.py").write_text("def test_plain():\n    pass\n")
    (tmp_path / "test_browser.py").write_text(f"import pytest\n\n{tests}")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "browser_tests", "-p", "no:cacheprovider", "."],
        cwd=tmp_path,
        env=os.environ | ENVIRONMENT,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, line in done.stdout) == (code, True), done.stdout
