"""The sensor on the raw folder: driven by state, so nothing is missed and nothing is done twice."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import dagster as dg
import pytest

from proximity.loading import load_rounds
from proximity.orchestration.sensors import MOST_ATTEMPTS, RANGE_END_TAG, RANGE_START_TAG, STATE_TAG, raw_folder
from proximity.settings import Settings
from proximity.warehouse import open_warehouse


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def tick(settings: Settings, instance: dg.DagsterInstance):
    """What the sensor answers now: run requests or a reason to skip."""
    with dg.build_sensor_context(instance=instance, resources={"settings": settings}) as context:
        return raw_folder.evaluate_tick(context)


def load(settings: Settings) -> None:
    """As a run does, with a stand-in for the marts."""
    load_rounds(settings)
    with open_warehouse(settings) as warehouse:
        warehouse.execute("CREATE SCHEMA IF NOT EXISTS marts")
        warehouse.execute(
            "CREATE OR REPLACE TABLE marts.dim_rounds AS"
            " SELECT round_id, revision AS round_revision FROM staging.rounds"
        )


def ended_run(instance: dg.DagsterInstance, state: str, status: dg.DagsterRunStatus) -> None:
    instance.add_run(dg.DagsterRun("build_everything", status=status, tags={STATE_TAG: state}))


def test_new_files_are_requested_one_run_for_each_stretch_of_days(settings: Settings, instance) -> None:
    requests = tick(settings, instance).run_requests
    ranges = [(request.tags[RANGE_START_TAG], request.tags[RANGE_END_TAG]) for request in requests]
    assert ranges == [("2025-12-01", "2025-12-01"), ("2026-11-20", "2026-11-22")]


def test_nothing_is_requested_when_everything_is_in_the_marts(settings: Settings, instance) -> None:
    load(settings)
    answer = tick(settings, instance)
    assert answer.run_requests == []
    assert answer.skip_message == "Everything in the raw folder is in the marts."


def test_a_file_that_changed_is_requested_again(settings: Settings, instance) -> None:
    load(settings)
    changed = settings.raw_dir / "us" / "2026-11-21-200000-supply-round-1_engagements.txt"
    changed.write_bytes(changed.read_bytes() + b"# NEW_SECTION\n1;2\n")
    (request,) = tick(settings, instance).run_requests
    assert (request.tags[RANGE_START_TAG], request.tags[RANGE_END_TAG]) == ("2026-11-21", "2026-11-21")


def test_rounds_that_are_loaded_and_not_in_the_marts_are_requested(settings: Settings, instance) -> None:
    load(settings)
    with open_warehouse(settings) as warehouse:
        warehouse.execute("UPDATE marts.dim_rounds SET round_revision = 'older' WHERE true")
    assert len(tick(settings, instance).run_requests) == 2
    with open_warehouse(settings) as warehouse:
        warehouse.execute("DROP TABLE marts.dim_rounds")
    assert len(tick(settings, instance).run_requests) == 2


def test_a_refused_file_is_requested_once_and_then_known(settings: Settings, instance) -> None:
    load(settings)
    (settings.raw_dir / "2026-11-22-210000-supply-round-1_engagements.txt").write_bytes(b"")
    assert len(tick(settings, instance).run_requests) == 1
    load(settings)
    assert tick(settings, instance).run_requests == []


def test_a_deleted_warehouse_is_built_again(settings: Settings, instance) -> None:
    before = tick(settings, instance).run_requests
    load(settings)
    for request in before:
        ended_run(instance, request.tags[STATE_TAG], dg.DagsterRunStatus.SUCCESS)
    shutil.rmtree(settings.data_dir)
    after = tick(settings, instance).run_requests
    assert [request.tags for request in after] == [request.tags for request in before]
    # Dagster would drop a request whose key it has seen.
    assert {request.run_key for request in after}.isdisjoint(request.run_key for request in before)


def test_the_same_request_has_the_same_key_until_a_run_has_ended(settings: Settings, instance) -> None:
    first, second = tick(settings, instance).run_requests, tick(settings, instance).run_requests
    assert [request.run_key for request in first] == [request.run_key for request in second]
    ended_run(instance, first[0].tags[STATE_TAG], dg.DagsterRunStatus.FAILURE)
    third = tick(settings, instance).run_requests
    assert third[0].run_key != first[0].run_key
    assert third[1].run_key == first[1].run_key


def test_after_some_failures_a_state_is_left_alone_until_it_changes(settings: Settings, instance) -> None:
    broken, other = tick(settings, instance).run_requests
    for _ in range(MOST_ATTEMPTS):
        ended_run(instance, broken.tags[STATE_TAG], dg.DagsterRunStatus.FAILURE)
    assert [request.tags for request in tick(settings, instance).run_requests] == [other.tags]
    for _ in range(MOST_ATTEMPTS):
        ended_run(instance, other.tags[STATE_TAG], dg.DagsterRunStatus.FAILURE)
    assert "did not settle" in tick(settings, instance).skip_message
    os.utime(settings.raw_dir / "no-clock" / "2001-01-01-000000-supply-round-1_engagements.txt", (1, 1))
    assert len(tick(settings, instance).run_requests) == 1


@pytest.mark.parametrize("status", [dg.DagsterRunStatus.NOT_STARTED, dg.DagsterRunStatus.STARTED])
def test_it_waits_while_a_run_is_in_progress(settings: Settings, instance, status: dg.DagsterRunStatus) -> None:
    ended_run(instance, "any", status)
    answer = tick(settings, instance)
    assert answer.run_requests == []
    assert "in progress" in answer.skip_message


def test_it_waits_while_somebody_else_writes_to_the_warehouse(settings: Settings, instance) -> None:
    load(settings)
    hold = f"import duckdb; c = duckdb.connect({str(settings.warehouse_path)!r}); print('held', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == b"held\n"
        answer = tick(settings, instance)
        writer.communicate(b"\n")
    assert answer.run_requests == []
    assert "in use by another process" in answer.skip_message
    assert "in the marts" in tick(settings, instance).skip_message
