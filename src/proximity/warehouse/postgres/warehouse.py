"""An open PostgreSQL database.

Does not belong here: connecting, locks, exports.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import psycopg

from proximity.staging import SCHEMA, STAGING_TABLES, StagingTable
from proximity.warehouse.interface import FileFormat, Parameters, Warehouse
from proximity.warehouse.postgres.export import export_table
from proximity.warehouse.postgres.frames import frame_of
from proximity.warehouse.postgres.indexes import NOT_INDEXED, create_index_of_rounds, create_indexes
from proximity.warehouse.postgres.lock import loading_locked_out
from proximity.warehouse.postgres.types import CATALOGUE_TYPES, COLUMN_TYPES, COPIED_TYPES

#: Nothing comes back of what is kept as Parquet.
ESTIMATED_ROWS = """
    SELECT relname, reltuples FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relname = any($2::name[])
"""


class PostgresWarehouse(Warehouse):
    """`connection` is psycopg's own; every statement outside of `transaction` commits by itself."""

    #: The information schema asks for the rights to every table, which takes longer than many a load.
    columns_query = """
        SELECT class.relname, attribute.attname, format_type(attribute.atttypid, NULL)
        FROM pg_class AS class JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid
        WHERE class.relnamespace = to_regnamespace($1) AND class.relkind = 'r'
            AND attribute.attnum > 0 AND NOT attribute.attisdropped
        ORDER BY class.relname, attribute.attnum
    """

    def __init__(self, name: str, connection: psycopg.Connection, samples_dir: Path) -> None:
        super().__init__(name)
        self.connection = connection
        self._samples_dir = samples_dir

    @property
    def column_types(self) -> Mapping[str, str]:
        """Only text is created otherwise than the standard says."""
        return COLUMN_TYPES

    @property
    def catalogue_types(self) -> Mapping[str, str]:
        """The catalogue's names."""
        return CATALOGUE_TYPES

    def indexes_of(self, table: StagingTable) -> list[str]:
        """See `indexes`."""
        return create_indexes(table)

    def execute(self, sql: str, parameters: Parameters = ()) -> None:
        """Run a statement."""
        self.connection.execute(sql.encode(), list(parameters))

    def execute_many(self, sql: str, rows: Sequence[Parameters]) -> None:
        """Run a statement once for each row of parameters."""
        with self.connection.cursor() as cursor:
            cursor.executemany(sql.encode(), [list(row) for row in rows])

    def query(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.connection.execute(sql.encode(), list(parameters)).fetchall()

    def frame(self, sql: str, parameters: Parameters = ()) -> pl.DataFrame:
        """The rows of a query with the types of its columns."""
        cursor = self.connection.execute(sql.encode(), list(parameters), binary=True)
        return frame_of(cursor, cursor.fetchall())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing."""
        with self.connection.transaction():
            yield

    def append(self, table: str, frame: pl.DataFrame) -> None:
        """Append the rows of a frame by the names of its columns, as a binary copy."""
        types = {column.name: COPIED_TYPES[column.sql_type] for column in STAGING_TABLES[table].columns}
        columns = ", ".join(f'"{column}"' for column in frame.columns)
        statement = f'COPY {SCHEMA}."{table}" ({columns}) FROM STDIN (FORMAT BINARY)'
        with self.connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
            copy.set_types([types[column] for column in frame.columns])
            for row in frame.iter_rows():
                copy.write_row(row)

    def show_parquet(self, samples_dir: Path) -> None:
        """PostgreSQL reads no Parquet files: the models do without, and tools read the files themselves."""

    def index_rounds(self) -> None:
        """A B-tree for each table that has become large; see `indexes`."""
        for (table,) in self.query(NOT_INDEXED):
            self.execute(create_index_of_rounds(table))

    def without_loads(self) -> AbstractContextManager[None]:
        """Hold loaders back."""
        return loading_locked_out(self.connection, self.name)

    def finish_load(self, loaded_rows: Mapping[str, int]) -> None:
        """Do what autovacuum would come by for too late: analyse the tables that have grown by more than a tenth; and
        index those that have become large."""
        filled = {table: rows for table, rows in loaded_rows.items() if rows}
        if not filled:
            return
        sizes = dict(self.query(ESTIMATED_ROWS, [SCHEMA, list(filled)]))
        if grown := [f'{SCHEMA}."{table}"' for table, size in sizes.items() if filled[table] * 10 > size]:
            self.execute(f"ANALYZE {', '.join(grown)}")
        self.index_rounds()

    def export(self, schema: str, table: str, format: FileFormat, path: Path) -> int:
        """Write a table into a file."""
        return export_table(self.connection, schema, table, format, path, self._samples_dir)
