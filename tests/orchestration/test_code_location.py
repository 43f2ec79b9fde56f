"""Loading the code location: no network, no secrets, no database, and quick once the dbt project is parsed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from proximity.orchestration.dbt import manifest
from proximity.orchestration.dbt.manifest import DbtParseError, dbt_manifest
from proximity.settings import PROJECT_ROOT, Settings

#: Python runs this at every start, so that it also holds in processes that are started on the way. Only sockets to
#: other machines are refused: asyncio needs pairs of local ones.
NO_NETWORK = """
import os, socket
def refuse(*arguments, **options):
    open(os.environ["NETWORK_LOG"], "a").write(f"{arguments}\\n")
    raise OSError("this test has no network")
socket.getaddrinfo = socket.create_connection = socket.socket.connect = socket.socket.connect_ex = refuse
"""


def run(command: list[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run with a nearly empty environment and without a network."""
    (folder / "sitecustomize.py").write_text(NO_NETWORK)
    environment = {
        "PYTHONPATH": os.pathsep.join([str(folder), str(PROJECT_ROOT / "src")]),
        "NETWORK_LOG": str(folder / "network.log"),
        "HOME": str(folder / "home"),
        "PROXIMITY_RAW_DIR": str(folder / "no-raw-folder"),
        "PROXIMITY_DATA_DIR": str(folder / "data"),
        **variables,
    }
    return subprocess.run(command, env=environment, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)


def test_the_definitions_are_valid_without_network_secrets_or_database(tmp_path: Path) -> None:
    dagster = str(Path(sys.executable).with_name("dagster"))
    done = run([dagster, "definitions", "validate", "--workspace", "workspace.yaml"], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "proximity" in done.stdout + done.stderr
    assert not (tmp_path / "network.log").exists(), (tmp_path / "network.log").read_text()
    assert list(tmp_path.rglob("*.duckdb")) == []
    assert not (tmp_path / "no-raw-folder").exists()


def test_the_network_of_these_tests_is_really_off(tmp_path: Path) -> None:
    done = run([sys.executable, "-c", "import socket; socket.create_connection(('localhost', 9))"], tmp_path)
    assert "this test has no network" in done.stderr
    assert (tmp_path / "network.log").exists()


def test_importing_reads_no_setting_and_writes_nothing(tmp_path: Path) -> None:
    code = "import proximity.orchestration.definitions"
    done = run([sys.executable, "-c", code], tmp_path, PROXIMITY_TARGET="nonsense")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "data").exists()


def test_importing_leaves_out_what_only_runs_need(tmp_path: Path) -> None:
    code = (
        "import sys, proximity.orchestration.definitions;"
        "print([name for name in ('matplotlib', 'dbt.cli.main') if name in sys.modules])"
    )
    assert run([sys.executable, "-c", code], tmp_path).stdout.strip() == "[]"


def test_a_project_that_was_parsed_is_not_parsed_again(manifests: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(data_dir=manifests.parent.parent)
    monkeypatch.setattr(manifest, "_parse", lambda *_: pytest.fail("parsed again"))
    assert dbt_manifest(settings).parent == manifests


def test_a_project_that_changed_is_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "_parse", lambda _, destination: destination.write_text("{}"))
    monkeypatch.setattr(manifest, "DBT_PROJECT_DIR", tmp_path / "project")
    model = tmp_path / "project" / "models" / "deep" / "dim_maps.sql"
    model.parent.mkdir(parents=True)
    settings = Settings(data_dir=tmp_path / "data")
    paths = []
    for text in ("select 1", "select 2", "select 1"):
        model.write_text(text)
        paths.append(dbt_manifest(settings))
    assert paths[0] == paths[2] != paths[1]
    assert list(paths[0].parent.iterdir()) == [paths[0]]


def test_a_project_that_cannot_be_parsed_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "DBT_PROJECT_DIR", tmp_path)
    with pytest.raises(DbtParseError, match=r"dbt_project\.yml"):
        dbt_manifest(Settings(data_dir=tmp_path / "data"))
