"""The staging schema: what Polars holds is what DuckDB stores, and what is generated is up to date."""

from pathlib import Path

import duckdb
import polars as pl
import pytest

from proximity.format import HEADER_KEYS, TABLES
from proximity.staging import PARQUET_TABLES, STAGING_TABLES, StagingTable
from proximity.staging.ddl import create_parquet_view, create_statements
from proximity.staging.generate import generated_files

#: The names that DESIGN promises to scripts and BI tools.
PROMISED = {
    "rejected_lines": {"file_name", "section", "line_number", "reason", "text"},
    "round_files": {"file_name", "sha256", "state", "reason", "seen_at"},
    "rounds": {"round_id", "server_name", "file_name", "sha256", "byte_size", "capabilities", *HEADER_KEYS},
}


@pytest.fixture(scope="module")
def database() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for statement in create_statements() * 2:
        connection.execute(statement)
    return connection


TABLES_ON_DISK = [table for table in STAGING_TABLES.values() if not table.is_view]


@pytest.mark.parametrize("table", TABLES_ON_DISK, ids=lambda table: table.name)
def test_a_table_in_duckdb_comes_back_with_the_polars_types_of_the_schema(
    database: duckdb.DuckDBPyConnection, table: StagingTable
) -> None:
    found: pl.DataFrame = database.sql(f"SELECT * FROM staging.{table.name}").pl()
    assert dict(found.schema) == dict(pl.Schema(table.polars_schema))


@pytest.mark.parametrize("table", PARQUET_TABLES.values(), ids=lambda table: table.name)
def test_a_view_on_parquet_comes_back_with_the_polars_types_of_the_schema_and_the_day(
    database: duckdb.DuckDBPyConnection, tmp_path: Path, table: StagingTable
) -> None:
    schema = table.polars_schema | {"revision": pl.String}
    (tmp_path / "day=2026-11-22").mkdir()
    pl.DataFrame(schema=schema).write_parquet(tmp_path / "day=2026-11-22" / "empty.parquet")
    database.execute(create_parquet_view(table, tmp_path))
    found: pl.DataFrame = database.sql(f"SELECT * FROM staging.{table.name}").pl()
    del schema["revision"]
    assert dict(found.schema) == dict(pl.Schema(schema | {"day": pl.Date}))


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_a_section_can_be_traced_to_its_line(name: str) -> None:
    names = [column.name for column in STAGING_TABLES[name].columns]
    assert names[:2] == ["round_id", "line_number"]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("table", PROMISED)
def test_the_promised_columns_are_there(table: str) -> None:
    assert {column.name for column in STAGING_TABLES[table].columns} >= PROMISED[table]


def test_every_table_and_column_is_described() -> None:
    for table in STAGING_TABLES.values():
        assert table.description.endswith(".")
        assert all(column.description for column in table.columns)


@pytest.mark.parametrize("path", generated_files(), ids=lambda path: path.name)
def test_a_generated_file_is_what_the_format_table_says(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == generated_files()[path], f"{path.name} is out of date: run `make generate`"


def test_generated_files_change_with_the_format_table(monkeypatch: pytest.MonkeyPatch) -> None:
    before = generated_files()
    monkeypatch.delitem(STAGING_TABLES, "kill_heatmap")
    assert [path.name for path, text in generated_files().items() if before[path] != text] == ["_sources.yml"]
