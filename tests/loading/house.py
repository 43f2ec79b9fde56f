"""A house of its own for a test: raw folder, data folder, settings, and the questions that tests ask of a warehouse.

Does not belong here: expectations.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from soak.digest import CLOCKS
from tests.reference.real_files import PROJECT_ROOT, small_file

import proximity
from proximity.loading import Discrepancy, LoadSummary, load_rounds, reconcile
from proximity.loading.parquet import EMPTY_FILE
from proximity.loading.store import expected_files
from proximity.settings import Settings
from proximity.staging import PARQUET_TABLES, STAGING_TABLES
from proximity.warehouse import Warehouse, open_warehouse
from proximity.warehouse.duckdb import DuckDbWarehouse, open_duckdb
from proximity.warehouse.postgres import open_postgres

NAME = "2026-11-22-150000-supply-round-1_engagements.txt"
START = b"round_start_unix=1795357086"
#: For processes of their own, which have to find the same code and these tests.
CHILD_ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{PROJECT_ROOT}{os.pathsep}{Path(proximity.__file__).parents[1]}"}


class House:
    """Raw and data folder below `folder`, which need not exist yet; on DuckDB, or on a PostgreSQL database."""

    def __init__(self, folder: Path, postgres_url: str | None = None) -> None:
        self.folder = folder
        self.raw = folder / "raw"
        self.settings = Settings(
            raw_dir=self.raw,
            data_dir=folder / "data",
            target="postgres" if postgres_url else "duckdb",
            duckdb_path=None,
            postgres_url=postgres_url,
            _env_file=None,  # type: ignore[call-arg]
        )
        self.raw.mkdir(parents=True, exist_ok=True)

    def copy_to(self, folder: Path, postgres_url: str | None = None) -> "House":
        """The same house in another place, much quicker than loading the same files again. On PostgreSQL the database
        has to be a copy already."""
        shutil.copytree(self.folder, folder)
        copy = House(folder, postgres_url)
        if postgres_url:
            copy.samples_dir.parent.parent.mkdir(parents=True, exist_ok=True)
            (folder / "data" / self.samples_dir.relative_to(self.settings.data_dir).parent).rename(
                copy.samples_dir.parent
            )
        return copy

    @property
    def samples_dir(self) -> Path:
        return self.settings.samples_dir

    def put(self, path: str, content: bytes) -> Path:
        """Write a file below the raw folder, with a time of change of its own."""
        file = self.raw / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        at = 1_700_000_000_000_000_000 + hash((path, content)) % 1_000_000 * 1000
        os.utime(file, ns=(at, at))
        return file

    def load(self, **options: Any) -> LoadSummary:
        return load_rounds(self.settings, **options)

    def query(self, sql: str, *parameters: object) -> list[tuple]:
        with open_warehouse(self.settings, read_only=True) as warehouse:
            return warehouse.query(sql, parameters)

    @contextmanager
    def beside_a_load(self) -> Iterator[Warehouse]:
        """What another reader sees while this process has the warehouse open for writing."""
        if self.settings.target == "postgres":
            with open_postgres(self.settings, read_only=True) as warehouse:
                yield warehouse
        else:
            with duckdb.connect(self.settings.warehouse_path) as connection:
                yield DuckDbWarehouse("", connection)

    def change(self, sql: str) -> None:
        """Damage the warehouse behind the loader's back."""
        with open_warehouse(self.settings) as warehouse:
            warehouse.execute(sql)

    def bypass(self, sql: str) -> None:
        """The same where the warehouse would not be opened as it is."""
        with (
            open_duckdb(self.settings.warehouse_path)
            if self.settings.target == "duckdb"
            else open_postgres(self.settings) as warehouse
        ):
            warehouse.execute(sql)

    def discrepancies(self) -> list[Discrepancy]:
        with open_warehouse(self.settings, read_only=True) as warehouse:
            return reconcile(warehouse, self.samples_dir)

    def ledger(self) -> dict[str, tuple[str, str | None]]:
        """Path → latest state and reason."""
        rows = self.query("SELECT file_path, state, reason FROM staging.round_files ORDER BY sequence")
        return {path: (state, reason) for path, state, reason in rows}

    def tables(self) -> dict[str, object]:
        """What is in the warehouse, clocks left out."""
        with open_warehouse(self.settings, read_only=True) as warehouse:
            parquet = {table: _digest(self._parquet(table, warehouse)) for table in PARQUET_TABLES}
            return digest_of(warehouse) | parquet

    def digest(self) -> dict[str, object]:
        """What is in the warehouse and beside it."""
        return self.tables() | {"files": self.sample_files()}

    def rows(self, table: str) -> pl.DataFrame:
        """All rows of a staging table; of the loaded rounds, if it is kept as Parquet."""
        with open_warehouse(self.settings, read_only=True) as warehouse:
            if table in PARQUET_TABLES and self.settings.target == "postgres":
                return self._parquet(table, warehouse)
            return warehouse.frame(f"SELECT * FROM staging.{table}")

    def _parquet(self, table: str, warehouse: Warehouse) -> pl.DataFrame:
        files = [path for path in [Path(table) / EMPTY_FILE, *expected_files(warehouse)] if path.parts[0] == table]
        return pl.read_parquet([self.samples_dir / path for path in files], hive_partitioning=True)

    def sample_files(self) -> list[str]:
        return sorted(path.relative_to(self.samples_dir).as_posix() for path in self.samples_dir.rglob("*.*"))


def digest_of(warehouse: Warehouse) -> dict[str, object]:
    """Staging table → number of rows and the sum of their hashes; the same on both engines."""
    tables = {}
    for table in STAGING_TABLES.values():
        if not table.is_view:
            columns = ", ".join(f'"{column.name}"' for column in table.columns if column.name not in CLOCKS)
            tables[table.name] = _digest(warehouse.frame(f"SELECT {columns} FROM staging.{table.name}"))
    return tables


def _digest(frame: pl.DataFrame) -> tuple[int, int]:
    return frame.height, frame.hash_rows().sum()


@cache
def long_file() -> bytes:
    """A small real file of tracker 6.11 with all six sections and others that the format table does not know."""
    return small_file("v611").read_bytes()


def cut_before(content: bytes, section: str) -> bytes:
    """The file as it is before its tail is written: it ends before the heading of a section."""
    return content[: content.index(f"# {section}\n".encode())]


def short_file() -> bytes:
    """The same round as `long_file`, cut at a section border."""
    return cut_before(long_file(), "MOVEMENT_HEATMAP")


def another_round(number: int) -> bytes:
    """The small file as if it were of another round: another start gives another identity."""
    assert START in long_file()
    return long_file().replace(START, b"round_start_unix=%d" % (1_800_000_000 + number))


def name_of(number: int) -> str:
    """A file name; each number is another second of one evening."""
    stamp = datetime(2026, 11, 22, 20, tzinfo=UTC).timestamp() + number
    return f"{datetime.fromtimestamp(stamp, UTC):%Y-%m-%d-%H%M%S}-supply-round-1_engagements.txt"
