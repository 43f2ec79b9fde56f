"""Fixtures of the loading tests.

Does not belong here: how a house is built and questioned (`tests.loading.house`).
"""

from pathlib import Path

import pytest
from tests.loading.house import NAME, House, long_file


@pytest.fixture
def house(tmp_path: Path) -> House:
    """An empty house."""
    return House(tmp_path)


@pytest.fixture(scope="session")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(tmp_path_factory.mktemp("loaded"))
    house.put(NAME, long_file())
    house.load()
    return house


@pytest.fixture
def loaded(loaded_once: House, tmp_path: Path) -> House:
    """A house of its own in which the long file is loaded."""
    return loaded_once.copy_to(tmp_path / "loaded")
