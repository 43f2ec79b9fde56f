"""A raw folder and a warehouse of a trial's own.

Does not belong here: what is put there, and what is expected.
"""

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from proximity.loading import load_rounds, reconcile
from proximity.settings import Settings
from proximity.transforming import build_marts
from proximity.warehouse import open_warehouse
from proximity.warehouse.duckdb import open_duckdb
from soak.digest import Digest, marts_digest, sample_files, staging_digest

#: In memory where the system has such a folder: what is tried here does not depend on the disk, but its time does.
IN_MEMORY = Path("/dev/shm")


class Site:
    """Raw folder, warehouse and settings below `folder`; the warehouse may be a PostgreSQL database instead."""

    def __init__(self, folder: Path, postgres_url: str | None = None) -> None:
        self.folder = folder
        self.raw = folder / "raw"
        self.raw.mkdir(parents=True, exist_ok=True)
        self.settings = Settings(
            raw_dir=self.raw,
            data_dir=folder / "data",
            target="postgres" if postgres_url else "duckdb",
            duckdb_path=None,
            postgres_url=postgres_url,
            _env_file=None,  # type: ignore[call-arg]
        )

    def copy_to(self, folder: Path) -> "Site":
        """The same site in another place, times of the files included."""
        shutil.copytree(self.folder, folder)
        return Site(folder)

    def put(self, path: str, content: bytes, changed_at: int) -> None:
        """Write a file below the raw folder; `changed_at` in nanoseconds."""
        file = self.raw / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        os.utime(file, ns=(changed_at, changed_at))

    def load(self, days: Collection[date] | None = None) -> None:
        """Load what lies there."""
        load_rounds(self.settings, days=days)

    def build_marts(self) -> None:
        """Let dbt build on what is loaded."""
        build_marts(self.settings)

    def digest(self, *, with_marts: bool = False) -> Digest:
        """Everything in the warehouse and the names of the files beside it."""
        with open_duckdb(self.settings.warehouse_path, read_only=True) as warehouse:
            connection = warehouse.connection
            tables = staging_digest(connection) | (marts_digest(connection) if with_marts else {})
        return tables | {"sample files": sample_files(self.settings.samples_dir)}

    def discrepancies(self) -> list[str]:
        """What the reconciliation finds, as text."""
        with open_warehouse(self.settings, read_only=True) as warehouse:
            return [str(found) for found in reconcile(warehouse, self.settings.samples_dir)]


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None, prefix="soak-") as folder:
        yield Path(folder)
