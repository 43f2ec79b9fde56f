"""The simulated rounds of `raw/sample` are what the tracker and the simulator write today."""

import re
import shlex
from pathlib import Path

from tests.reference.real_files import PROJECT_ROOT, SAMPLE
from typer.testing import CliRunner

from proximity.cli.main import app

RENEW = "If the difference is meant: make sample questions-page repairs-page"


def test_the_sample_has_the_very_files_that_its_command_writes(tmp_path: Path) -> None:
    (arguments,) = re.findall(r"proximity (simulate .*) --out raw/sample\n", (PROJECT_ROOT / "Makefile").read_text())
    result = CliRunner().invoke(app, [*shlex.split(arguments), "--out", str(tmp_path)])
    assert result.exit_code == 0, result.output
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(written) == 4
    # Names only: a comparison of the bytes would print them all.
    stale = [name for name, content in written.items() if (SAMPLE / name).read_bytes() != content]
    assert stale == [], RENEW
