"""What every engine can do, and what follows from it in SQL that both understand.

Portable SQL: parameters are `$1`, `$2`; lists are asked with `= any($1)`; every column of `GROUP BY` and `ORDER BY` is
named; null has a type (`cast($1 AS TEXT)`). Text is ordered by its bytes, times are UTC.
Does not belong here: what one engine has and the other has not, but for the names of such abilities.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Literal

import polars as pl

from proximity.staging import SCHEMA, STAGING_TABLES, StagingTable
from proximity.warehouse.exact import exactly

Parameters = Sequence[Any]
FileFormat = Literal["csv", "parquet"]


class Warehouse(ABC):
    """An open connection to a warehouse. `name` is how people know it; it holds no password."""

    #: Table, column and type of the tables of a schema, in order.
    columns_query = """
        SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns AS c
        JOIN information_schema.tables AS t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
        WHERE c.table_schema = $1 AND t.table_type = 'BASE TABLE' ORDER BY c.table_name, c.ordinal_position
    """

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    @abstractmethod
    def column_types(self) -> Mapping[str, str]:
        """Standard SQL type of the staging schema → how the engine is told to create it."""

    @property
    @abstractmethod
    def catalogue_types(self) -> Mapping[str, str]:
        """Standard SQL type of the staging schema → how `information_schema` calls it."""

    @abstractmethod
    def indexes_of(self, table: StagingTable) -> list[str]:
        """Statements that let the engine find the rows of a round in a table that was just created."""

    @abstractmethod
    def execute(self, sql: str, parameters: Parameters = ()) -> None:
        """Run a statement."""

    @abstractmethod
    def execute_many(self, sql: str, rows: Sequence[Parameters]) -> None:
        """Run a statement once for each row of parameters."""

    @abstractmethod
    def query(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""

    @abstractmethod
    def frame(self, sql: str, parameters: Parameters = ()) -> pl.DataFrame:
        """The rows of a query with the types of its columns, also if there are none."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """All of it or nothing, and one state of the warehouse for all queries in it."""

    @abstractmethod
    def append(self, table: str, frame: pl.DataFrame) -> None:
        """Append the rows of a frame that has the exact types of the staging table, by the names of its columns."""

    @abstractmethod
    def show_parquet(self, samples_dir: Path) -> None:
        """Let SQL see the Parquet files below the folder, if the engine can."""

    @abstractmethod
    def without_loads(self) -> AbstractContextManager[None]:
        """Nobody else loads meanwhile, so that the tables and the files beside them belong together."""

    @abstractmethod
    def finish_load(self, loaded_rows: Mapping[str, int]) -> None:
        """Let the engine get to know what a load has added, before it plans queries on it. `loaded_rows`: staging table
        → how many."""

    @abstractmethod
    def export(self, schema: str, table: str, format: FileFormat, path: Path) -> int:
        """Write a table or view into a file, its rows in order of all columns; returns their number.

        Raises:
            OSError: the file cannot be written.
        """

    def insert(self, table: str, frame: pl.DataFrame) -> int:
        """Append a frame to a staging table; returns the number of rows. The frame may have more columns.

        Raises:
            polars.exceptions.SchemaError: a column is missing, or its type does not fit.
        """
        exact = exactly(frame, STAGING_TABLES[table].polars_schema)
        if exact.height:
            self.append(table, exact)
        return exact.height

    def has_table(self, schema: str, table: str) -> bool:
        """True if there is a table or view of this name."""
        query = "SELECT 1 FROM information_schema.tables WHERE table_schema = $1 AND table_name = $2"
        return bool(self.query(query, [schema, table]))

    def staging_columns(self) -> dict[str, dict[str, str]]:
        """Table of the staging schema → its columns in their order → type as the catalogue calls it."""
        found: dict[str, dict[str, str]] = {}
        for table, column, data_type in self.query(self.columns_query, [SCHEMA]):
            found.setdefault(table, {})[column] = data_type
        return found
