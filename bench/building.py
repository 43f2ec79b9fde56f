"""Starts `proximity build` as a person does, on folders of the bench's own.

Does not belong here: which rounds lie in the folder, what is expected of the time.
"""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.child import Measured, run
from bench.rounds import make_rounds, write_rounds

#: What the console script `proximity` contains.
PROGRAM = "from proximity.cli.main import app; app()"


@dataclass(frozen=True)
class Site:
    """A raw folder and a data folder that belong together."""

    folder: Path

    @property
    def raw(self) -> Path:
        """Where the round files lie."""
        return self.folder / "raw"

    def clear(self) -> None:
        """Start from nothing."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def add_rounds(self, count: int, *, first: int = 0) -> int:
        """Put made rounds into the raw folder; returns their bytes."""
        return write_rounds(self.raw, make_rounds(count, first=first))

    def build(self) -> Measured:
        """One `proximity build` on DuckDB, from process start to exit."""
        return self._build({"PROXIMITY_TARGET": "duckdb"})

    def build_on(self, postgres_url: str) -> Measured:
        """The same on a PostgreSQL database. Its memory is that of the build, not that of the server."""
        return self._build({"PROXIMITY_TARGET": "postgres", "PROXIMITY_POSTGRES_URL": postgres_url})

    def sample_bytes(self) -> int:
        """What the Parquet files of the last build take."""
        return sum(file.stat().st_size for file in self._data.rglob("*.parquet"))

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _build(self, engine: dict[str, str]) -> Measured:
        folders = {"PROXIMITY_RAW_DIR": str(self.raw), "PROXIMITY_DATA_DIR": str(self._data)}
        return run([sys.executable, "-c", PROGRAM, "build"], folders | engine)
