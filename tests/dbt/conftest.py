"""A warehouse with a few small real rounds, built once for the tests of the marts."""

from pathlib import Path

import pytest
from tests.loading.house import House
from tests.reference.real_files import PROJECT_ROOT

from proximity.transforming import build_marts


@pytest.fixture(scope="session")
def round_files() -> dict[str, bytes]:
    """Path below the raw folder → bytes: a pair of rounds of tracker 6.11 and the old layouts."""
    sample = {f"sample/{path.name}": path.read_bytes() for path in (PROJECT_ROOT / "raw" / "sample").glob("*-box-*")}
    folder = PROJECT_ROOT / "tests" / "data" / "rounds"
    return sample | {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob("*/*.txt"))}


@pytest.fixture
def built(tmp_path: Path, round_files: dict[str, bytes]) -> House:
    """All files loaded and the marts built; a test may change it."""
    house = House(tmp_path)
    for path, content in round_files.items():
        house.put(path, content)
    house.load()
    build_marts(house.settings)
    return house
