"""dbt as Dagster starts it: without parsing anew what the code location has parsed, and without a false alarm."""

import logging
from pathlib import Path

import pytest

from proximity.orchestration.dbt.resource import dbt_resource
from proximity.settings import Settings


def test_a_run_goes_on_with_the_parsed_project_and_has_nothing_to_warn_of(
    manifests: Path, caplog: pytest.LogCaptureFixture
) -> None:
    resource = dbt_resource(Settings(data_dir=manifests.parent.parent))
    run = resource.cli(["ls", "--resource-type", "seed"], raise_on_error=False)
    said = [event.raw_event["info"]["msg"] for event in run.stream_raw_events()]
    assert run.is_successful()
    assert any("weapons" in line for line in said)
    assert not [line for line in said if "pars" in line]
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []
