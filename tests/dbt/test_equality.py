"""Both engines make the same marts of the same raw files, to the last bit of every float.

There is no tolerance: how floats are computed so that engines agree is said in `dbt_project/macros/numbers.sql`. DuckDB
builds all rounds at once; PostgreSQL, whose database has a locale of its own, gets them in two steps and replaces one.
Does not belong here: what the values should be.
"""

from collections.abc import Iterator

import pytest
from polars.testing import assert_frame_equal
from tests.dbt.conftest import Houses
from tests.dbt.reading import read_columns, read_rows

from proximity.settings import DBT_PROJECT_DIR
from proximity.warehouse import Warehouse, open_warehouse

MARTS = sorted(
    path.stem for folder in ("marts", "aggregates") for path in (DBT_PROJECT_DIR / "models" / folder).glob("*.sql")
)


@pytest.fixture(scope="module")
def on_duckdb(houses: Houses) -> Iterator[Warehouse]:
    with open_warehouse(houses.on_duckdb.settings, read_only=True) as warehouse:
        yield warehouse


@pytest.fixture(scope="module")
def on_postgres(houses: Houses) -> Iterator[Warehouse]:
    with open_warehouse(houses.on_postgres.settings, read_only=True) as warehouse:
        yield warehouse


def test_the_marts_have_the_same_columns_of_the_same_types(on_duckdb: Warehouse, on_postgres: Warehouse) -> None:
    marts = read_columns(on_duckdb)
    assert sorted(marts) == MARTS
    assert read_columns(on_postgres) == marts


@pytest.mark.parametrize("mart", MARTS)
def test_the_marts_have_the_same_rows(mart: str, on_duckdb: Warehouse, on_postgres: Warehouse) -> None:
    assert_frame_equal(read_rows(on_postgres, mart), read_rows(on_duckdb, mart), check_exact=True)


def test_every_mart_has_rows_to_compare(on_duckdb: Warehouse) -> None:
    empty = [mart for mart in MARTS if not read_rows(on_duckdb, mart).height]
    assert empty == []
