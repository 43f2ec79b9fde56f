"""The job on PostgreSQL: the same assets, and a run of dbt that fails has built nothing.

Does not belong here: what every engine does alike (`test_build_everything`), the transaction (`tests.dbt.postgres`).
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from postgres_server.server import DatabaseServer
from tests.orchestration.conftest import ROUNDS
from tests.orchestration.test_build_everything import build
from tests.reference.real_files import small_file

from proximity.orchestration.definitions import definitions_of
from proximity.settings import Settings
from proximity.warehouse import open_warehouse

COUNT = "SELECT count(*) FROM marts.fct_lives"


@pytest.fixture
def settings(postgres: DatabaseServer, tmp_path: Path) -> Iterator[Settings]:
    for name, tracker in ROUNDS.items():
        (tmp_path / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(small_file(tracker), tmp_path / "raw" / name)
    with postgres.database() as url:
        yield Settings(
            raw_dir=tmp_path / "raw",
            data_dir=tmp_path / "data",
            target="postgres",
            postgres_url=url,  # type: ignore[arg-type]
        )


def marts_in(result: dg.ExecuteInProcessResult) -> set[str]:
    """The marts that a run says it has built."""
    keys = [event.asset_key for event in result.get_asset_materialization_events()]
    return {key.path[-1] for key in keys if key and key.path[0] == "marts"}


def test_a_run_builds_the_marts_and_one_that_fails_says_that_it_built_none(settings: Settings) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        good = build(settings, instance)
        assert good.success
        assert {"dim_rounds", "fct_lives", "fct_shots", "agg_players"} <= marts_in(good)
        with open_warehouse(settings, read_only=True) as warehouse:
            before = warehouse.query(COUNT)
        with open_warehouse(settings) as warehouse:
            # As many rows as the files have, so that only the marts can tell.
            warehouse.execute("UPDATE staging.reaction_metrics SET line_number = line_number - line_number % 2")
        bad = build(settings, instance, full_refresh=True)
        assert not bad.success
        assert "dbt_models" in {event.step_key for event in bad.all_events if event.is_step_failure}
        assert marts_in(bad) == set()
    with open_warehouse(settings, read_only=True) as warehouse:
        assert warehouse.query(COUNT) == before
    assert before[0][0] > 0


def test_assets_say_that_postgres_stores_them(settings: Settings) -> None:
    graph = definitions_of(settings).resolve_asset_graph()
    kinds = {key.path[-1]: graph.get(key).kinds for key in graph.get_all_asset_keys()}
    assert kinds["engagements"] == {"polars", "postgres"}
    assert kinds["track_samples"] == {"polars", "parquet"}
    # The file for readers, of which PostgreSQL has no need.
    assert [key for key, of in kinds.items() if "duckdb" in of] == ["marts"]
