"""The life of the staging schema in a warehouse: created, recognised, brought up to date in place, or refused.

The version of the schema is the number of its columns. Columns are added and never taken away, so a higher number is a
newer schema, and nobody has to think of raising it.
Does not belong here: what a table is (`proximity.staging`), rows.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from proximity import __version__
from proximity.staging import PARQUET_TABLES, SCHEMA, STAGING_TABLES, StagingTable
from proximity.staging.ddl import add_column, create_table
from proximity.warehouse.errors import NoWarehouseError, OutdatedWarehouseError, WarehouseError
from proximity.warehouse.interface import Warehouse

#: Which versions of the schema this warehouse has had, one row a version.
VERSIONS = f"{SCHEMA}.schema_versions"
CREATE_VERSIONS = f"""
    CREATE TABLE {VERSIONS} (
        version BIGINT, proximity_version TEXT, parquet_tables TEXT, written_at TIMESTAMP WITH TIME ZONE
    )
"""
HAS_SCHEMA = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1"


def schema_version() -> int:
    """The version that this Proximity writes."""
    return sum(len(table.columns) for table in STAGING_TABLES.values())


@dataclass(frozen=True)
class Addition:
    """What an older warehouse lacks: a column, or a whole table (no column)."""

    table: str
    column: str = ""

    def __str__(self) -> str:
        return f"{self.table}.{self.column}" if self.column else self.table


def require_staging(warehouse: Warehouse) -> None:
    """Make sure that the warehouse can be read.

    Raises:
        NoWarehouseError: nothing was loaded yet.
        OutdatedWarehouseError: an older version wrote it; a load brings it up to date.
        WarehouseError: a newer version wrote it.
    """
    found = warehouse.staging_columns()
    if "round_files" not in found:
        raise NoWarehouseError(f"There is no warehouse in {warehouse.name} yet. Run `proximity build` first.")
    _refuse_newer(warehouse)
    if _additions(found) or schema_version() > _version_of(warehouse):
        raise OutdatedWarehouseError(
            f"The warehouse {warehouse.name} was written by an older version of Proximity. "
            "Run `proximity build`: it adds what is missing and keeps every row."
        )


def prepare_staging(warehouse: Warehouse) -> list[Addition]:
    """Create the staging schema, or bring it up to date in place: rows stay, what is new is null in them. Returns what
    was added to a schema with rounds. Where nothing is missing, it needs no right to change tables. The caller holds
    the transaction.

    Raises:
        WarehouseError: a newer version of Proximity wrote it, or one whose columns do not fit.
    """
    _refuse_newer(warehouse)
    found = warehouse.staging_columns()
    _refuse_unfitting(warehouse, found)
    additions, new_files = _additions(found), _new_parquet_tables(warehouse)
    if additions and not found and not warehouse.query(HAS_SCHEMA, [SCHEMA]):
        warehouse.execute(f"CREATE SCHEMA {SCHEMA}")
    for addition in additions:
        _add(warehouse, STAGING_TABLES[addition.table], addition.column)
    if schema_version() > _version_of(warehouse):
        _write_version(warehouse)
    return [*additions, *new_files] if "rounds" in found else []


def clear_staging(warehouse: Warehouse) -> None:
    """Empty every staging table, for a rebuild from the raw files. Only tables of other columns are dropped, because
    views and rights hang on the others.

    Raises:
        WarehouseError: a newer version of Proximity wrote them.
    """
    with warehouse.transaction():
        _refuse_newer(warehouse)
        found = warehouse.staging_columns()
        for table in _stored_tables():
            if found.get(table.name) == _expected_columns(warehouse, table):
                warehouse.execute(f'TRUNCATE {SCHEMA}."{table.name}"')
            else:
                warehouse.execute(f'DROP TABLE IF EXISTS {SCHEMA}."{table.name}" CASCADE')


def _stored_tables() -> list[StagingTable]:
    return [table for table in STAGING_TABLES.values() if not table.is_view]


def _expected_columns(warehouse: Warehouse, table: StagingTable) -> dict[str, str]:
    """Column → type as the catalogue calls it."""
    return {c.name: warehouse.catalogue_types.get(c.sql_type, c.sql_type) for c in table.columns}


def _version_of(warehouse: Warehouse) -> int:
    """The newest version that was ever written; 0 for warehouses from before versions were kept."""
    if not warehouse.has_table(*VERSIONS.split(".")):
        return 0
    ((version,),) = warehouse.query(f"SELECT coalesce(max(version), 0) FROM {VERSIONS}")
    return int(version)


def _write_version(warehouse: Warehouse) -> None:
    if not warehouse.has_table(*VERSIONS.split(".")):
        warehouse.execute(CREATE_VERSIONS)
    row = [schema_version(), __version__, ",".join(PARQUET_TABLES), datetime.now(UTC)]
    warehouse.execute(f"INSERT INTO {VERSIONS} VALUES ($1, $2, $3, $4)", row)


def _refuse_newer(warehouse: Warehouse) -> None:
    version = _version_of(warehouse)
    if version > schema_version():
        query = f"SELECT max(proximity_version) FROM {VERSIONS} WHERE version = $1"
        ((writer,),) = warehouse.query(query, [version])
        raise WarehouseError(
            f"The warehouse {warehouse.name} was written by Proximity {writer} or newer: its staging schema has version"
            f" {version}, and Proximity {__version__} knows {schema_version()}. Install that version, or name another "
            "warehouse."
        )


def _refuse_unfitting(warehouse: Warehouse, found: dict[str, dict[str, str]]) -> None:
    """A column of another type, or one that nobody knows, cannot be brought up to date in place."""
    for table in _stored_tables():
        expected = _expected_columns(warehouse, table)
        for column, data_type in found.get(table.name, {}).items():
            if expected.get(column) != data_type:
                raise WarehouseError(
                    f"Table {SCHEMA}.{table.name} was written by another version of Proximity (column {column}). "
                    "Run `proximity build --full-refresh` to read all raw files anew."
                )


def _additions(found: dict[str, dict[str, str]]) -> list[Addition]:
    additions = []
    for table in _stored_tables():
        if table.name not in found:
            additions.append(Addition(table.name))
        else:
            additions += [Addition(table.name, c.name) for c in table.columns if c.name not in found[table.name]]
    return additions


def _new_parquet_tables(warehouse: Warehouse) -> list[Addition]:
    """Tables kept as Parquet that no version knew which wrote this warehouse; nobody remembers before the first version
    that was remembered."""
    if not _version_of(warehouse):
        return []
    known = {
        name for (names,) in warehouse.query(f"SELECT parquet_tables FROM {VERSIONS}") for name in names.split(",")
    }
    return [Addition(name) for name in PARQUET_TABLES if name not in known]


def _add(warehouse: Warehouse, table: StagingTable, name: str) -> None:
    if not name:
        for statement in [create_table(table, warehouse.column_types), *warehouse.indexes_of(table)]:
            warehouse.execute(statement)
        return
    column = next(column for column in table.columns if column.name == name)
    warehouse.execute(add_column(table, column, warehouse.column_types))
