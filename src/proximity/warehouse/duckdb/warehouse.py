"""An open DuckDB file.

Does not belong here: opening it, the views on Parquet files.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import polars as pl

from proximity.staging import PARQUET_TABLES, SCHEMA, StagingTable
from proximity.warehouse.duckdb.export import write_file
from proximity.warehouse.duckdb.parquet import create_parquet_view
from proximity.warehouse.errors import WarehouseError
from proximity.warehouse.interface import FileFormat, Parameters, Warehouse

CATALOGUE_TYPES = {"TEXT": "VARCHAR", "DOUBLE PRECISION": "DOUBLE", "REAL": "FLOAT"}


class DuckDbWarehouse(Warehouse):
    """`connection` is DuckDB's own."""

    def __init__(self, name: str, connection: duckdb.DuckDBPyConnection) -> None:
        super().__init__(name)
        self.connection = connection

    @property
    def column_types(self) -> Mapping[str, str]:
        """DuckDB takes the standard's names."""
        return {}

    @property
    def catalogue_types(self) -> Mapping[str, str]:
        """And has names of its own."""
        return CATALOGUE_TYPES

    def indexes_of(self, table: StagingTable) -> list[str]:
        """DuckDB knows the least and greatest value of each stretch of rows."""
        return []

    def execute(self, sql: str, parameters: Parameters = ()) -> None:
        """Run a statement."""
        self.connection.execute(sql, list(parameters))

    def execute_many(self, sql: str, rows: Sequence[Parameters]) -> None:
        """Run a statement once for each row of parameters."""
        if rows:
            self.connection.executemany(sql, [list(row) for row in rows])

    def query(self, sql: str, parameters: Parameters = ()) -> list[tuple[object, ...]]:
        """The rows of a query."""
        return self.connection.execute(sql, list(parameters)).fetchall()

    def frame(self, sql: str, parameters: Parameters = ()) -> pl.DataFrame:
        """The rows of a query with the types of its columns."""
        found: pl.DataFrame = self.connection.sql(sql, params=list(parameters)).pl()
        return found

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing."""
        self.connection.begin()
        try:
            yield
            self.connection.commit()
        except BaseException:
            # A commit that failed has ended the transaction; the error to show is the first one.
            with suppress(duckdb.TransactionException):
                self.connection.rollback()
            raise

    def append(self, table: str, frame: pl.DataFrame) -> None:
        """Append the rows of a frame by the names of its columns."""
        columns = ", ".join(f'"{column}"' for column in frame.columns)
        self.connection.register("incoming", frame)
        self.connection.execute(f'INSERT INTO {SCHEMA}."{table}" ({columns}) SELECT {columns} FROM incoming')
        self.connection.unregister("incoming")

    def show_parquet(self, samples_dir: Path) -> None:
        """Point the views on the Parquet files at their folders, which may have moved since the last build.

        Raises:
            WarehouseError: a Parquet file there cannot be read.
        """
        try:
            for table in PARQUET_TABLES.values():
                self.connection.execute(create_parquet_view(table, samples_dir / table.name))
        except duckdb.TransactionException:
            # A view could not be written, which is no fault of the samples.
            raise
        except duckdb.Error as error:
            raise WarehouseError(
                f"The samples below {samples_dir} cannot be read: {str(error).splitlines()[0]}. "
                "Move that folder away and build again."
            ) from error

    @contextmanager
    def without_loads(self) -> Iterator[None]:
        """Whoever has the file open keeps other processes from writing to it."""
        yield

    def finish_load(self, loaded_rows: Mapping[str, int]) -> None:
        """DuckDB keeps its statistics up to date itself."""

    def export(self, schema: str, table: str, format: FileFormat, path: Path) -> int:
        """Write a table into a file."""
        return write_file(self.connection, f'{schema}."{table}"', format, path)
