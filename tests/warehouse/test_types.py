"""What Polars holds is what each engine stores and gives back: no value changes on its way, and none is bent to fit."""

from datetime import UTC, date, datetime

import polars as pl
import pytest
from tests.loading.house import House

from proximity.loading.parquet import EMPTY_FILE
from proximity.staging import PARQUET_TABLES, STAGING_TABLES, StagingTable
from proximity.warehouse import WarehouseError, open_warehouse

STORED = [table for table in STAGING_TABLES.values() if not table.is_view]
#: Type of Polars → values at its ends, and what drivers like to get wrong.
VALUES = {
    pl.Int64: [-(2**63), -1, 0, 2**53 + 1, 2**63 - 1],
    pl.Float64: [-1.7976931348623157e308, -0.1, 5e-324, 0.1 + 0.2, 1.7976931348623157e308],
    pl.Boolean: [True, False, True, False, True],
    pl.String: ["", " NULL ", "\\N\t\r\n", "^1ž\U0001f600'\";,", "x" * 100_000],
    pl.Datetime("us"): [
        datetime(1, 1, 1),  # noqa: DTZ001 -- a stamp has no zone
        datetime(1999, 12, 31, 23, 59, 59, 999_999),  # noqa: DTZ001
        datetime(2000, 1, 1),  # noqa: DTZ001
        datetime(2026, 10, 25, 2, 30),  # noqa: DTZ001
        datetime(9999, 12, 31, 23, 59, 59),  # noqa: DTZ001
    ],
    pl.Datetime("us", "UTC"): [
        datetime(1900, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999_999, UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2026, 11, 22, 15, tzinfo=UTC),
        datetime(9999, 12, 31, tzinfo=UTC),
    ],
}


@pytest.mark.parametrize("table", STORED, ids=lambda table: table.name)
def test_a_table_comes_back_with_the_polars_types_of_the_schema(loaded_once: House, table: StagingTable) -> None:
    with open_warehouse(loaded_once.settings, read_only=True) as warehouse:
        found = warehouse.frame(f"SELECT * FROM staging.{table.name} WHERE false")
    assert dict(found.schema) == dict(pl.Schema(table.polars_schema))


@pytest.mark.parametrize("table", PARQUET_TABLES.values(), ids=lambda table: table.name)
def test_parquet_files_have_the_polars_types_of_the_schema(loaded_once: House, table: StagingTable) -> None:
    files = list((loaded_once.samples_dir / table.name).rglob("*.parquet"))
    assert len(files) == 2
    for file in files:
        assert dict(pl.read_parquet_schema(file)) == dict(pl.Schema(table.polars_schema))
    if loaded_once.settings.target == "duckdb":
        seen = loaded_once.rows(table.name)
        assert dict(seen.schema) == dict(pl.Schema(table.polars_schema | {"day": pl.Date}))
        assert set(seen["day"]) <= {date(2026, 11, 22)}
    assert EMPTY_FILE.name in {file.name for file in files}


@pytest.mark.parametrize("table", STORED, ids=lambda table: table.name)
def test_every_value_that_a_column_can_hold_comes_back_as_it_was(loaded: House, table: StagingTable) -> None:
    rows = pl.DataFrame(
        {column.name: [*VALUES[column.polars_type], None] for column in table.columns},
        schema=table.polars_schema,
    ).with_columns(pl.lit("extremes").alias(table.columns[0].name))
    with open_warehouse(loaded.settings) as warehouse:
        assert warehouse.insert(table.name, rows) == rows.height
        found = warehouse.frame(f"SELECT * FROM staging.{table.name} WHERE {table.columns[0].name} = 'extremes'")
    assert found.sort(pl.all()).equals(rows.sort(pl.all()))


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("line_number", pl.Series([1.5])),
        ("line_number", pl.Series([1.0])),
        ("line_number", pl.Series(["1"])),
        ("line_number", pl.Series([2**63], dtype=pl.UInt64)),
        ("round_id", pl.Series([1])),
        ("path_distance_units", pl.Series(["12.5"])),
    ],
)
def test_a_column_of_another_type_raises_rather_than_being_bent(loaded: House, column: str, values: pl.Series) -> None:
    with open_warehouse(loaded.settings) as warehouse:
        rows = warehouse.frame("SELECT * FROM staging.life_movement LIMIT 1")
        assert warehouse.insert("life_movement", rows) == 1
        with pytest.raises(pl.exceptions.SchemaError):
            warehouse.insert("life_movement", rows.with_columns(values.alias(column)))
        with pytest.raises(pl.exceptions.SchemaError):
            warehouse.insert("life_movement", rows.drop(column))


def test_a_table_whose_column_has_another_type_than_the_format_table_says_is_not_loaded_into(loaded: House) -> None:
    # A binary copy of whole numbers into it would store their bits as a fraction.
    loaded.change("ALTER TABLE staging.kill_heatmap ALTER COLUMN axis_kills TYPE double precision")
    with pytest.raises(WarehouseError, match=r"kill_heatmap .*\(column axis_kills\).*--full-refresh"):
        loaded.load()
    loaded.load(full_refresh=True)
    assert loaded.rows("kill_heatmap")["axis_kills"].dtype == pl.Int64
