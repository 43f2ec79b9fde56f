"""Fixtures of the orchestration tests: a raw folder of small rounds, definitions on a data folder that is thrown away.

Does not belong here: expectations.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest
from tests.reference.real_files import small_file

from proximity.orchestration.dbt.manifest import dbt_manifest
from proximity.orchestration.definitions import definitions_of
from proximity.settings import Settings

#: Name of a file → the tracker that wrote it. Three days in a row, and a server whose clock is wrong. Each has a server
#: of its own, because all of them were recorded from the same script and would be revisions of one round.
ROUNDS = {
    "eu/2026-11-20-200000-supply-round-1_engagements.txt": "v42",
    "us/2026-11-21-200000-supply-round-1_engagements.txt": "v611",
    "au/2026-11-22-200000-supply-round-1_engagements.txt": "v5-fork",
    "no-clock/2001-01-01-000000-supply-round-1_engagements.txt": "v40",
}


@pytest.fixture(scope="session")
def manifests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the parsed dbt project: parsing takes seconds, once is enough."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("manifests"))
    return dbt_manifest(settings).parent


@pytest.fixture(scope="session")
def settings_at(manifests: Path) -> Callable[[Path], Settings]:
    """Settings of a project below a folder: `raw` with the rounds above, nothing built yet."""

    def make(folder: Path) -> Settings:
        for name, tracker in ROUNDS.items():
            (folder / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(small_file(tracker), folder / "raw" / name)
        settings = Settings(raw_dir=folder / "raw", data_dir=folder / "data")
        shutil.copytree(manifests, settings.dbt_target_dir / "manifests")
        return settings

    return make


@pytest.fixture
def settings(settings_at: Callable[[Path], Settings], tmp_path: Path) -> Settings:
    """Settings of a project in a folder of this test."""
    return settings_at(tmp_path)


@pytest.fixture
def definitions(settings: Settings) -> dg.Definitions:
    """The definitions of such a project."""
    return definitions_of(settings)
