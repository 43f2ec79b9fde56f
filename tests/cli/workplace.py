"""The command as its user meets it: a child process, its output, its exit code, the files it leaves.

Does not belong here: expectations.
"""

import os
import subprocess
import sys
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "raw" / "sample"
PROXIMITY = [sys.executable, "-c", "from proximity.cli.main import app; app(prog_name='proximity')"]
DONE, FAILED, USAGE, FILES_REFUSED = 0, 1, 2, 3


class Workplace:
    """A raw folder and a data folder of their own, and the command run on them."""

    def __init__(self, folder: Path) -> None:
        self.raw = folder / "raw"
        self.data = folder / "data"
        self.raw.mkdir(parents=True)

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PROXIMITY_")}
        ours = {"PROXIMITY_RAW_DIR": str(self.raw), "PROXIMITY_DATA_DIR": str(self.data), "COLUMNS": "200"}
        return subprocess.run(
            [*PROXIMITY, *arguments],
            env=clean | ours | variables,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def query(self, sql: str) -> list[tuple]:
        with duckdb.connect(str(self.data / "warehouse.duckdb"), read_only=True) as connection:
            return connection.execute(sql).fetchall()
