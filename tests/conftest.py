"""Fixtures that more than one room of tests uses: real round files, a real PostgreSQL, houses on either engine.

Belongs here: what is read from the checkout. Does not belong here: invented files (`tests.reference.building`).
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from postgres_server.server import DatabaseServer
from tests.loading.engines import ENGINES, Street, street_on
from tests.loading.house import NAME, House, long_file
from tests.reference.real_files import SAMPLE, small_file
from xdist.scheduler import LoadFileScheduling

from postgres_server import database_server

#: Whose tests share warehouses that take long to build.
ONE_PROCESS = "tests/dbt/"


def scope_of(nodeid: str) -> str:
    """What is not divided where tests run in several processes, because it shares fixtures: a file, or all of dbt."""
    return ONE_PROCESS if nodeid.startswith(ONE_PROCESS) else nodeid.split("::")[0]


class ByFixtures(LoadFileScheduling):
    """Scopes go to the processes in the order of their tests."""

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFixtures:
    """Called only if there are several."""
    config.option.loadscopereorder = False
    return ByFixtures(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that all processes are done at the same time: files of few tests have long
    ones."""
    sizes = Counter(scope_of(item.nodeid) for item in items)
    sizes[ONE_PROCESS] = 0
    items.sort(key=lambda item: (sizes[scope_of(item.nodeid)], scope_of(item.nodeid)))


@pytest.fixture(scope="session")
def sample_files() -> list[Path]:
    """The real rounds that `make run` shows: a few hundred kB to a few MB each."""
    return sorted(SAMPLE.glob("*_engagements.txt"))


@pytest.fixture(scope="session")
def small_round() -> bytes:
    """A small real file of tracker 6.11: all six sections with rows, and sections that the parser does not know."""
    return small_file("v611").read_bytes()


@pytest.fixture(scope="session")
def postgres() -> Iterator[DatabaseServer]:
    """A PostgreSQL server on which a test makes databases of its own."""
    with database_server() as server:
        yield server


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Both engines, because a load must do the same on either."""
    return str(request.param)


@pytest.fixture(scope="module")
def street(engine: str, request: pytest.FixtureRequest) -> Iterator[Street]:
    """Where houses on the engine are made."""
    with street_on(request.getfixturevalue("postgres") if engine == "postgres" else None) as street:
        yield street


@pytest.fixture
def house(street: Street, tmp_path: Path) -> House:
    """An empty house."""
    return street.house(tmp_path)


@pytest.fixture(scope="module")
def loaded_once(street: Street, tmp_path_factory: pytest.TempPathFactory) -> House:
    house = street.house(tmp_path_factory.mktemp("loaded"))
    house.put(NAME, long_file())
    house.load()
    return house


@pytest.fixture
def loaded(street: Street, loaded_once: House, tmp_path: Path) -> House:
    """A house of its own in which the long file is loaded."""
    return street.copy(loaded_once, tmp_path / "loaded")
