"""A server whose disk is full in the middle of a build: the old marts stay, and with room the next build finishes."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.loading.house import CHILD_ENVIRONMENT
from tests.reference.real_files import PROJECT_ROOT

#: A file system in memory that only the process sees, and that is gone with it. PostgreSQL does not run as root: who is
#: not root stays who he is, and root can still become somebody else.
MOUNT = (
    ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-current-user", "--keep-caps", "-m"]
)
SCRIPT = 'mount -t tmpfs -o size=200m,mode=755 tmpfs "$0" && exec "$@"'


def run_on_a_small_disk(disk: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*MOUNT, "sh", "-c", SCRIPT, str(disk), *command],
        env=CHILD_ENVIRONMENT,
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def disk() -> Iterator[Path]:
    """An empty folder that everybody may go through, because the server runs as somebody else; pytest's are closed."""
    with tempfile.TemporaryDirectory(prefix="proximity-disk-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="module")
def outcomes(disk: Path) -> dict[str, Any]:
    try:
        if run_on_a_small_disk(disk, ["true"]).returncode:
            pytest.skip("this system lets nobody mount a file system of his own")
    except FileNotFoundError:
        pytest.skip("this system has no `unshare`")
    done = run_on_a_small_disk(disk, [sys.executable, "-m", "tests.dbt.postgres.full_disk", str(disk)])
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_marts_stay_as_they_were(outcomes: dict[str, Any]) -> None:
    assert len(outcomes) == 2
    assert [free for free, outcome in outcomes.items() if not outcome["is_kept"]] == []


def test_with_room_the_next_build_finishes(outcomes: dict[str, Any]) -> None:
    assert [free for free, outcome in outcomes.items() if not outcome["is_finished"]] == []


def test_what_is_said_is_that_there_is_no_room_or_that_the_server_gave_up(outcomes: dict[str, Any]) -> None:
    messages = [outcome["message"] for outcome in outcomes.values()]
    assert all(messages), messages
    assert any("no room left on the server's disk" in message for message in messages), messages
    for message in messages:
        assert "no room left" in message or "lost the connection" in message or "does not answer" in message, message
