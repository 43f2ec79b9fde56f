"""Missing permissions and missing room: what can be read is loaded, the rest is named with a cure."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.loading.house import CHILD_ENVIRONMENT, NAME, name_of


@pytest.fixture(scope="module")
def outcomes() -> Iterator[dict[str, Any]]:
    # Not below pytest's own folder, which is closed to other users.
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.loading.nobody", str(folder)],
            env=CHILD_ENVIRONMENT,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        yield json.loads(done.stdout)
    finally:
        for path in folder.rglob("*"):
            if path.is_dir():
                path.chmod(0o700)
        shutil.rmtree(folder)


def says(outcome: dict[str, Any], error: str, *words: str) -> None:
    assert outcome.get("error") == error, outcome
    for word in words:
        assert word in outcome["message"]


def test_files_and_folders_that_may_not_be_read_are_refused_and_the_rest_is_loaded(outcomes: dict[str, Any]) -> None:
    found = outcomes["locked_file_and_folder"]["first"]
    assert found == {"loaded": 1, "refused": {"closed": "no_permission", name_of(2): "no_permission"}}


def test_they_are_loaded_once_they_may_be_read(outcomes: dict[str, Any]) -> None:
    assert outcomes["locked_file_and_folder"]["then"] == {"loaded": 2, "refused": {}}


def test_a_full_refresh_does_not_lose_a_round_whose_file_may_not_be_read(outcomes: dict[str, Any]) -> None:
    says(outcomes["full_refresh_with_a_locked_file"], "WarehouseError", "would lose 1 rounds", NAME)


@pytest.mark.parametrize("scenario", ["locked_raw_folder", "locked_parent_of_the_raw_folder"])
def test_a_raw_folder_that_may_not_be_listed_is_named_with_a_cure(outcomes: dict[str, Any], scenario: str) -> None:
    says(outcomes[scenario], "RawFolderError", "/raw cannot be listed (Permission denied)", "read permission")


@pytest.mark.parametrize("scenario", ["read_only_data_folder", "locked_warehouse_file"])
def test_a_warehouse_that_may_not_be_written_is_named_with_a_cure(outcomes: dict[str, Any], scenario: str) -> None:
    says(outcomes[scenario], "WarehouseError", "warehouse.duckdb may not be used", "permission, or set PROXIMITY_DATA")


def test_a_samples_folder_that_may_not_be_written_is_named_with_a_cure(outcomes: dict[str, Any]) -> None:
    found = outcomes["read_only_samples"]
    says(found["first"], "WarehouseError", "/samples cannot be written", "Permission denied", "PROXIMITY_DATA_DIR")
    assert found["then"] == {"loaded": 1, "refused": {}}


def test_a_data_folder_that_becomes_read_only_stays_as_it_is_until_it_may_be_written_again(
    outcomes: dict[str, Any],
) -> None:
    found = outcomes["data_folder_that_becomes_read_only"]
    says(found["first"], "WarehouseError", "Permission denied", "permission")
    assert found["is_unchanged"]
    assert found["then"] == {"loaded": 1, "refused": {}}
    assert found["is_right"]


def test_reading_a_warehouse_needs_no_permission_to_write(outcomes: dict[str, Any]) -> None:
    assert outcomes["reading_a_warehouse_that_may_not_be_written"] == {"rounds": 1}


def test_a_full_disk_is_named_with_a_cure_and_the_next_load_finishes_the_work(outcomes: dict[str, Any]) -> None:
    found = outcomes["full_disk"]
    says(found["first"], "WarehouseError", "warehouse.duckdb does not fit on the disk. Make room")
    assert (found["then"], found["discrepancies"]) == ({"loaded": 1, "refused": {}}, 0)
