"""The dbt project on both engines: its unit tests, and what incremental runs make of changed rounds.

Does not belong here: the meaning of single models (their unit tests stand beside them in `dbt_project/`).
"""

from pathlib import Path

import pytest
from tests.dbt.conftest import Houses
from tests.dbt.dbt_command import dbt
from tests.dbt.reading import digests
from tests.dbt.rounds import remove_round
from tests.loading.house import House

from proximity.transforming import DbtFailedError, build_marts, dbt_environment
from proximity.warehouse import open_warehouse


def digests_of(house: House) -> dict[str, tuple[int, int]]:
    with open_warehouse(house.settings, read_only=True) as warehouse:
        return digests(warehouse)


def test_the_unit_tests_of_the_models_pass(built: House) -> None:
    result = dbt(built, "test", "--select", "test_type:unit")
    assert result.returncode == 0, result.stdout[-5000:]
    assert "ERROR=0" in result.stdout
    assert "NO-OP=0" in result.stdout
    assert "PASS=0" not in result.stdout


def test_the_documentation_can_be_built(houses: Houses) -> None:
    with houses.copy_on("duckdb") as house:
        result = dbt(house, "docs", "generate", "--static")
        assert result.returncode == 0, result.stdout[-3000:]
        page = Path(dbt_environment(house.settings)["DBT_TARGET_PATH"], "static_index.html")
        assert page.stat().st_size > 100_000


def test_building_again_leaves_every_row_where_it_is(built: House) -> None:
    place = "ctid" if built.settings.target == "postgres" else "rowid"
    query = f"SELECT engagement_key, CAST({place} AS TEXT) FROM marts.fct_engagements ORDER BY engagement_key"
    before, rows = digests_of(built), built.query(query)
    build_marts(built.settings)
    assert digests_of(built) == before
    assert built.query(query) == rows


def test_changed_emptied_and_removed_rounds_give_what_a_full_refresh_gives(built: House) -> None:
    (emptied,), (removed,), (changed,), *_ = built.query(
        "SELECT round_id FROM staging.rounds WHERE banner_version >= 4 ORDER BY byte_size DESC"
    )
    lists = ["engagement_attackers", "engagement_attacker_weapons", "engagement_movement"]
    fights = ["engagements", "reaction_metrics", "engagement_crossfire_participants", *lists]
    half = f"WHERE round_id = '{changed}' AND line_number % 2 = 0"
    for statement in [
        f"UPDATE staging.rounds SET revision = 'second' WHERE round_id IN ('{emptied}', '{changed}')",
        *[f"DELETE FROM staging.{table} WHERE round_id = '{emptied}'" for table in fights],
        f"UPDATE staging.round_sections SET row_count = 0, line_count = 0 WHERE round_id = '{emptied}'"
        " AND section IN ('ENGAGEMENTS', 'REACTION_METRICS')",
        *[f"DELETE FROM staging.{table} {half}" for table in ("player_tracks", "life_movement")],
        f"UPDATE staging.round_sections SET row_count = (SELECT count(*) FROM staging.player_tracks"
        f" WHERE round_id = '{changed}') WHERE round_id = '{changed}' AND section = 'PLAYER_TRACKS'",
    ]:
        built.change(statement)
    remove_round(built, removed)
    build_marts(built.settings)
    incremental = digests_of(built)
    gone = f"SELECT count(*) FROM marts.fct_engagements WHERE round_id IN ('{emptied}', '{removed}')"
    assert built.query(gone) == [(0,)]
    build_marts(built.settings, full_refresh=True)
    assert digests_of(built) == incremental


def test_a_lost_fact_row_fails_the_build_by_name(built: House) -> None:
    built.change("DELETE FROM staging.engagements WHERE line_number % 7 = 0")
    with pytest.raises(DbtFailedError, match=r"rows_of_a_section|same_lines"):
        build_marts(built.settings, full_refresh=True)


def test_every_mart_and_column_carries_its_description_in_the_database(built: House) -> None:
    undescribed = {
        "duckdb": "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'marts' AND comment IS NULL"
        " UNION ALL SELECT table_name, '' FROM duckdb_tables() WHERE schema_name = 'marts' AND comment IS NULL",
        "postgres": "SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid"
        " WHERE relnamespace = 'marts'::regnamespace AND relkind IN ('r', 'v') AND attnum > 0 AND NOT attisdropped"
        " AND (col_description(pg_class.oid, attnum) IS NULL OR obj_description(pg_class.oid) IS NULL)",
    }
    assert built.query(undescribed[built.settings.target]) == []
