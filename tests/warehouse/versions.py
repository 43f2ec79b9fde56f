"""Other versions of Proximity: copies of this one whose format tables lack rows, run in processes of their own.

Does not belong here: expectations.
"""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import proximity
from proximity.settings import Settings

SOURCE = Path(proximity.__file__).parent
LOAD = "from proximity.cli.main import app; app()"
#: File of the package → columns that name what a row is about.
KEYS = {
    "format/tables.csv": ("table",),
    "format/columns.csv": ("table", "column"),
    "format/header_keys.csv": ("key",),
    "staging/bookkeeping.csv": ("table", "column"),
}


class Version:
    """Proximity as it was before something was added. `without`: tables, `table.column`s and header keys."""

    def __init__(self, folder: Path, without: Collection[str]) -> None:
        self._path = folder / "src"
        shutil.copytree(SOURCE, self._path / "proximity", ignore=shutil.ignore_patterns("__pycache__"))
        for name, keys in KEYS.items():
            _leave_out(self._path / "proximity" / name, keys, without)

    def load(self, settings: Settings) -> None:
        """Load what lies in the raw folder.

        Raises:
            AssertionError: it did not work; with what was said.
        """
        script = "from proximity.loading import load_rounds; from proximity.settings import load_settings"
        done = self._run(settings, f"{script}; load_rounds(load_settings())")
        assert done.returncode == 0, done.stderr

    def status(self, settings: Settings) -> subprocess.CompletedProcess[str]:
        """What `proximity status` says."""
        return self._run(settings, "import sys; sys.argv = ['proximity', 'status']; " + LOAD)

    def refused_load(self, settings: Settings) -> str:
        """The error of a load that must not work."""
        script = "from proximity.loading import load_rounds; from proximity.settings import load_settings"
        done = self._run(settings, f"{script}; load_rounds(load_settings())")
        assert done.returncode != 0
        return done.stderr.splitlines()[-1]

    def _run(self, settings: Settings, script: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | settings.environment | {"PYTHONPATH": str(self._path), "COLUMNS": "300"}
        return subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
        )


def _leave_out(path: Path, keys: tuple[str, ...], without: Collection[str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [row for row in reader if not _names(row, keys) & set(without)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, reader.fieldnames or [], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _names(row: dict[str, str], keys: tuple[str, ...]) -> set[str]:
    """A row of a table belongs to the table, and may be a column of it."""
    return {row[keys[0]], ".".join(row[key] for key in keys)}
