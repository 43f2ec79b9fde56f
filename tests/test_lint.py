"""The checks of `make lint` are tests, so that pre-commit, `make lint` and `make test` cannot disagree."""

import subprocess
import sys
from pathlib import Path

import pytest

from proximity.settings import PROJECT_ROOT


@pytest.mark.parametrize("check", ["lint-ruff", "lint-types", "lint-imports", "lint-sql"])
def test_the_code_passes(check: str) -> None:
    # --old-file: do not set up another environment, use the tools of the one that runs this test.
    bin_dir = Path(sys.executable).parent
    command = ["make", "--silent", "--old-file=setup", f"BIN={bin_dir}", check]
    result = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
