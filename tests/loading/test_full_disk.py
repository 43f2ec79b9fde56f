"""A disk that is full at any moment of a load: what was there stays whole, and with room the next load finishes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.loading.house import CHILD_ENVIRONMENT
from tests.reference.real_files import PROJECT_ROOT

#: A file system in memory that only the process sees, and that is gone with it.
MOUNT = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
SCRIPT = 'mount -t tmpfs -o size={size} tmpfs "$0" && exec "$@"'


def run_on_a_small_disk(folder: Path, size: str, command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*MOUNT, SCRIPT.format(size=size), str(folder), *command],
        env=CHILD_ENVIRONMENT,
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("disk")
    if shutil.which("unshare") is None or run_on_a_small_disk(folder, "1m", ["true"]).returncode:
        pytest.skip("this system lets nobody mount a file system of his own")
    done = run_on_a_small_disk(folder, "200m", [sys.executable, "-m", "tests.loading.full_disk", str(folder)])
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_what_was_loaded_stays_whole(outcomes: dict[str, Any]) -> None:
    assert [free for free, outcome in outcomes.items() if not outcome["is_whole"]] == []


def test_with_room_the_next_load_gives_what_an_undisturbed_one_gives(outcomes: dict[str, Any]) -> None:
    assert {free: outcome["wrong"] for free, outcome in outcomes.items() if outcome["wrong"]} == {}


def test_a_full_disk_is_named_wherever_it_was_noticed(outcomes: dict[str, Any]) -> None:
    messages = [outcome["message"] for outcome in outcomes.values() if outcome["message"]]
    assert "No space left on device" in outcomes["0"]["message"]
    assert len(messages) >= 3
    for message in messages:
        assert "space" in message.lower() or "room" in message, message
