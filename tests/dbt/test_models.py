"""The dbt project: its unit tests, and what incremental runs make of changed rounds.

Does not belong here: the meaning of single models (their unit tests stand beside them in `dbt_project/`).
"""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from tests.loading.house import House

from proximity.settings import DBT_PROJECT_DIR
from proximity.transforming import DbtFailedError, build_marts, dbt_environment
from proximity.warehouse import open_warehouse

DBT = [sys.executable, "-c", "from dbt.cli.main import cli; cli()"]


def dbt(house: House, *arguments: str) -> subprocess.CompletedProcess[str]:
    folders = ["--project-dir", str(DBT_PROJECT_DIR), "--profiles-dir", str(DBT_PROJECT_DIR)]
    environment = os.environ | dbt_environment(house.settings)
    return subprocess.run([*DBT, *arguments, *folders], env=environment, capture_output=True, text=True, check=False)


def digests(house: House) -> dict[str, tuple]:
    """Mart → number of rows and a hash of all of them, whatever their order."""
    with open_warehouse(house.settings, read_only=True) as warehouse:
        names = warehouse.query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'marts'")
        query = 'SELECT count(*), sum(hash(mart)::HUGEINT)::VARCHAR FROM marts."{}" AS mart'
        return {name: warehouse.query(query.format(name))[0] for (name,) in names}


def edit(house: House, *statements: str) -> None:
    with duckdb.connect(str(house.settings.warehouse_path)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_the_unit_tests_of_the_models_pass(built: House) -> None:
    result = dbt(built, "test", "--select", "test_type:unit")
    assert result.returncode == 0, result.stdout[-5000:]
    assert "ERROR=0" in result.stdout
    assert "NO-OP=0" in result.stdout
    assert "PASS=0" not in result.stdout


def test_the_documentation_can_be_built(built: House) -> None:
    result = dbt(built, "docs", "generate", "--static")
    assert result.returncode == 0, result.stdout[-3000:]
    assert Path(dbt_environment(built.settings)["DBT_TARGET_PATH"], "static_index.html").stat().st_size > 100_000


def test_building_again_leaves_every_row_where_it_is(built: House) -> None:
    query = "SELECT engagement_key, rowid FROM marts.fct_engagements ORDER BY 1"
    before, rows = digests(built), built.query(query)
    build_marts(built.settings)
    assert digests(built) == before
    assert built.query(query) == rows


def test_changed_emptied_and_removed_rounds_give_what_a_full_refresh_gives(built: House) -> None:
    (emptied,), (removed,), (changed,), *_ = built.query(
        "SELECT round_id FROM staging.rounds WHERE banner_version >= 4 ORDER BY byte_size DESC"
    )
    lists = ["engagement_attackers", "engagement_attacker_weapons", "engagement_positions"]
    fights = ["engagements", "reaction_metrics", "engagement_crossfire_participants", *lists]
    of_rounds = built.query(
        "SELECT table_name FROM duckdb_columns() JOIN duckdb_tables() USING (schema_name, table_name)"
        " WHERE schema_name = 'staging' AND column_name = 'round_id'"
    )
    half = f"WHERE round_id = '{changed}' AND line_number % 2 = 0"
    edit(
        built,
        f"UPDATE staging.rounds SET revision = 'second' WHERE round_id IN ('{emptied}', '{changed}')",
        *[f"DELETE FROM staging.{table} WHERE round_id = '{emptied}'" for table in fights],
        f"UPDATE staging.round_sections SET row_count = 0, line_count = 0 WHERE round_id = '{emptied}'"
        " AND section IN ('ENGAGEMENTS', 'REACTION_METRICS')",
        *[f"DELETE FROM staging.{table} WHERE round_id = '{removed}'" for (table,) in of_rounds],
        *[f"DELETE FROM staging.{table} {half}" for table in ("player_tracks", "life_movement")],
        f"UPDATE staging.round_sections SET row_count = (SELECT count(*) FROM staging.player_tracks"
        f" WHERE round_id = '{changed}') WHERE round_id = '{changed}' AND section = 'PLAYER_TRACKS'",
    )
    build_marts(built.settings)
    incremental = digests(built)
    gone = f"SELECT count(*) FROM marts.fct_engagements WHERE round_id IN ('{emptied}', '{removed}')"
    assert built.query(gone) == [(0,)]
    build_marts(built.settings, full_refresh=True)
    assert digests(built) == incremental


def test_a_lost_fact_row_fails_the_build_by_name(built: House) -> None:
    edit(built, "DELETE FROM staging.engagements WHERE line_number % 7 = 0")
    with pytest.raises(DbtFailedError, match=r"rows_of_a_section|same_lines"):
        build_marts(built.settings, full_refresh=True)


def test_every_mart_and_column_carries_its_description_in_the_database(built: House) -> None:
    undescribed = built.query(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'marts' AND comment IS NULL"
        " UNION ALL SELECT table_name, '' FROM duckdb_tables() WHERE schema_name = 'marts' AND comment IS NULL"
    )
    assert undescribed == []
