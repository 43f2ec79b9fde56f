"""Staging tables on PostgreSQL get an index of rounds when they have become large, and builds read by it."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from postgres_server.server import DatabaseServer
from soak.histories.contents import small_round
from tests.loading.house import NAME, House
from tests.reference.real_files import SAMPLE

from proximity.transforming import build_marts
from proximity.warehouse.postgres import open_postgres
from proximity.warehouse.postgres.indexes import LARGE

INDEXED = "SELECT tablename FROM pg_indexes WHERE schemaname = 'staging' AND indexname LIKE '%_round_id_idx'"
USES = "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'engagements_round_id_idx'"
ROWS = "SELECT relname, n_live_tup, seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_user_tables"
#: How often a build may read all rows of a staging table: several models read it, each once.
MOST_READINGS = 20
#: That there is a table of rounds, every model asks.
FEW_ROWS = 100
FILL = f"""
    INSERT INTO staging.engagements (round_id, line_number, target_name)
    SELECT 'other' || number / 300, number, repeat('x', 500) FROM generate_series(1, {LARGE}) AS numbers (number)
"""


@pytest.fixture
def house(postgres: DatabaseServer, tmp_path: Path) -> Iterator[House]:
    with postgres.database() as url:
        house = House(tmp_path / "house", url)
        house.put(NAME, next(SAMPLE.glob("*-box2-*")).read_bytes())
        house.load()
        yield house


def test_a_table_is_indexed_after_the_load_that_makes_it_large(house: House) -> None:
    assert house.query(INDEXED) == []
    house.change(FILL)
    with open_postgres(house.settings) as warehouse:
        warehouse.finish_load({"engagements": LARGE})
    assert house.query(INDEXED) == [("engagements",)]


def test_a_build_indexes_what_somebody_else_has_filled_and_finds_the_rows_of_a_new_round(house: House) -> None:
    # Where most rounds are new, a build reads everything.
    for minute in range(10, 30):
        content = small_round("v42").replace(b"round_start_unix=1795357086", b"round_start_unix=17953570%d" % minute)
        house.put(NAME.replace("150000", f"15{minute}00"), content)
    house.load()
    house.change(FILL)
    house.change("ANALYZE staging.engagements")
    build_marts(house.settings)
    assert house.query(INDEXED) == [("engagements",)]
    house.put(NAME.replace("150000", "160000"), next(SAMPLE.glob("*-box-round-1*")).read_bytes())
    house.load()
    house.change("ANALYZE")
    ((uses,),), before = statistics(house, USES), rows_read(house)
    build_marts(house.settings)
    assert statistics(house, USES) > [(uses,)]
    after = rows_read(house)
    read_again_and_again = {
        table: read - before[table][1]
        for table, (rows, read) in after.items()
        if rows > FEW_ROWS and read - before[table][1] > MOST_READINGS * rows
    }
    assert read_again_and_again == {}


def rows_read(house: House) -> dict[str, tuple[int, int]]:
    """Staging table → its rows, and how many were ever read."""
    query = f"{ROWS} WHERE schemaname = 'staging'"
    return {table: (rows, read) for table, rows, read in statistics(house, query)}


def statistics(house: House, query: str) -> list[tuple]:
    """What the server has counted until now."""
    assert house.settings.postgres_url is not None
    with psycopg.connect(house.settings.postgres_url.get_secret_value(), autocommit=True) as connection:
        connection.execute("SELECT pg_stat_force_next_flush()")
        return connection.execute(query.encode()).fetchall()
