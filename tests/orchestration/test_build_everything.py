"""The main job on real rounds: raw files in, pictures out; days in one run; nothing downstream of a failed proof."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import pytest

from proximity.orchestration.definitions import definitions_of
from proximity.orchestration.sensors import RANGE_END_TAG, RANGE_START_TAG
from proximity.publishing import PublishedMarts
from proximity.settings import Settings
from proximity.warehouse import open_warehouse

DAYS = ("2026-11-20", "2026-11-21", "2026-11-22")


def build(settings: Settings, instance: dg.DagsterInstance, **dbt: bool) -> dg.ExecuteInProcessResult:
    """One run of the job over all three days, with options of dbt."""
    job = definitions_of(settings).resolve_job_def("build_everything")
    tags = {RANGE_START_TAG: DAYS[0], RANGE_END_TAG: DAYS[-1]}
    return job.execute_in_process(
        instance=instance, tags=tags, run_config={"ops": {"dbt_models": {"config": dbt}}}, raise_on_error=False
    )


@dataclass(frozen=True)
class Built:
    """A project after the job, with what Dagster recorded."""

    settings: Settings
    result: dg.ExecuteInProcessResult

    def of(self, *key: str) -> list[dg.AssetMaterialization]:
        """What was recorded of one asset."""
        events = self.result.get_asset_materialization_events()
        recorded = [event.step_materialization_data.materialization for event in events]
        return [one for one in recorded if one.asset_key == dg.AssetKey(key)]


@pytest.fixture(scope="module")
def built(settings_at: Callable[[Path], Settings], tmp_path_factory: pytest.TempPathFactory) -> Built:
    settings = settings_at(tmp_path_factory.mktemp("built"))
    with dg.DagsterInstance.ephemeral() as instance:
        return Built(settings, build(settings, instance))


def rows(settings: Settings, query: str) -> list[tuple]:
    with open_warehouse(settings, read_only=True) as warehouse:
        return warehouse.query(query)


def test_the_job_succeeds_and_every_check_passes(built: Built) -> None:
    failed = [e for e in built.result.get_asset_check_evaluations() if not e.passed]
    assert failed == []
    assert built.result.success
    assert len(built.result.get_asset_check_evaluations()) > 50


def test_the_rounds_of_all_days_arrive_in_the_marts_with_one_run(built: Built) -> None:
    found = rows(built.settings, "SELECT file_name[:10] FROM marts.dim_rounds ORDER BY 1")
    assert [day for (day,) in found] == list(DAYS)
    assert rows(built.settings, "SELECT count(*) > 0 FROM marts.fct_lives") == [(True,)]


def test_each_day_is_recorded_for_each_staging_table(built: Built) -> None:
    for table in ("rounds", "engagements", "track_samples", "rejected_lines"):
        assert [one.partition for one in built.of("staging", table)] == list(DAYS)


def test_models_have_no_partition_and_are_recorded_once(built: Built) -> None:
    assert [one.partition for one in built.of("marts", "fct_lives")] == [None]


def test_a_table_shows_its_size_its_rejects_and_some_rows(built: Built) -> None:
    metadata = built.of("staging", "player_tracks")[0].metadata
    (expected,) = rows(built.settings, "SELECT count(*) FROM staging.player_tracks")
    assert (metadata["dagster/row_count"].value,) == expected
    assert metadata["rejected lines"].value == 0
    assert metadata["sample"].value.startswith("| round_id |")
    mart = built.of("marts", "dim_maps")[0].metadata
    assert mart["dagster/row_count"].value == 1
    assert "supply" in mart["sample"].value


def test_each_map_is_drawn_and_shown(built: Built) -> None:
    (recorded,) = built.of("pictures", "heatmaps")
    assert recorded.metadata["map supply"].value.startswith("![heatmap](data:image/png;base64,iVBOR")
    pictures = list((built.settings.data_dir / "pictures").iterdir())
    assert [path.name for path in pictures] == ["supply.png"]
    assert pictures[0].read_bytes().startswith(b"\x89PNG")


def test_nothing_is_written_beside_the_data_folder(built: Built) -> None:
    assert sorted(path.name for path in built.settings.data_dir.parent.iterdir()) == ["data", "raw"]
    expected = {"dbt", "pictures", "samples", "warehouse.duckdb", "proximity.duckdb"}
    published = {path.name for path in built.settings.data_dir.glob("proximity.*.duckdb")}
    assert {path.name for path in built.settings.data_dir.iterdir()} == expected | published
    assert len(published) == 1
    assert {path.name for path in built.settings.dbt_target_dir.iterdir()} <= {
        "dagster-duckdb",
        "manifests",
        "duckdb",
        "logs",
    }


def test_readers_get_what_was_built(built: Built) -> None:
    (recorded,) = built.of("published", "marts")
    assert recorded.metadata["changed tables"].value > 30
    assert built.settings.published_path
    with PublishedMarts(built.settings.published_path).reading() as connection:
        published = connection.execute("SELECT round_id, round_revision FROM marts.dim_rounds ORDER BY 1").fetchall()
    assert published == rows(built.settings, "SELECT round_id, round_revision FROM marts.dim_rounds ORDER BY 1")


def damaged_copy(built: Built, folder: Path, damage: str) -> Settings:
    """The same project, with one statement executed on its warehouse."""
    shutil.copytree(built.settings.data_dir, folder / "data", symlinks=True)
    settings = Settings(raw_dir=built.settings.raw_dir, data_dir=folder / "data")
    with open_warehouse(settings) as warehouse:
        warehouse.execute(damage)
    return settings


def test_a_count_that_does_not_add_up_stops_everything_downstream(built: Built, tmp_path: Path) -> None:
    settings = damaged_copy(built, tmp_path, "DELETE FROM staging.engagement_attackers WHERE rowid = 0")
    with dg.DagsterInstance.ephemeral() as instance:
        result = build(settings, instance)
    assert not result.success
    failed = {(e.asset_key.path[-1], e.check_name) for e in result.get_asset_check_evaluations() if not e.passed}
    assert ("engagement_attackers", "holds_what_the_files_say") in failed
    assert {event.step_key for event in result.all_events if event.is_step_start} == {
        "staging_tables",
        "reconciliation",
    }


def test_a_mart_that_lost_a_cell_is_found(built: Built, tmp_path: Path) -> None:
    settings = damaged_copy(built, tmp_path, "DELETE FROM marts.agg_movement_heatmap WHERE rowid = 0")
    marts = [dg.AssetKey(["marts", name]) for name in ("agg_kill_heatmap", "agg_movement_heatmap")]
    checks = dg.AssetSelection.checks(*[dg.AssetCheckKey(mart, "totals_equal_the_files") for mart in marts])
    only_checks = dg.Definitions(jobs=[dg.define_asset_job("only_checks", selection=checks)])
    job = dg.Definitions.merge(definitions_of(settings), only_checks).resolve_job_def("only_checks")
    with dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(instance=instance, raise_on_error=False)
    passed = {e.asset_key.path[-1]: e.passed for e in result.get_asset_check_evaluations()}
    assert passed == {"agg_kill_heatmap": True, "agg_movement_heatmap": False}


def test_when_a_model_fails_what_was_built_is_recorded_and_nothing_is_drawn(built: Built, tmp_path: Path) -> None:
    settings = damaged_copy(built, tmp_path, "ALTER TABLE marts.fct_lives ADD COLUMN of_another_version INTEGER")
    (settings.data_dir / "pictures" / "supply.png").unlink()
    with dg.DagsterInstance.ephemeral() as instance:
        failed = Built(settings, build(settings, instance))
        assert not failed.result.success
        assert failed.of("marts", "dim_rounds")
        assert not failed.of("marts", "fct_lives")
        assert not failed.of("pictures", "heatmaps")
        assert not failed.of("published", "marts")
    assert not (settings.data_dir / "pictures" / "supply.png").exists()
