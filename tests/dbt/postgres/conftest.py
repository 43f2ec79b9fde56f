"""A PostgreSQL house with marts and news: a round that no mart has yet, so that a build has something to do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server.server import DatabaseServer
from tests.dbt.conftest import Houses
from tests.dbt.postgres.looking import Marts
from tests.loading.engines import Street, street_on
from tests.loading.house import House, another_round, name_of


@pytest.fixture(scope="session")
def postgres_street(postgres: DatabaseServer) -> Iterator[Street]:
    with street_on(postgres) as street:
        yield street


@pytest.fixture
def settled(postgres_street: Street, houses: Houses, tmp_path: Path) -> House:
    """All rounds built."""
    return postgres_street.copy(houses.on_postgres, tmp_path / "house")


@pytest.fixture
def house(settled: House) -> House:
    """All rounds built, another one loaded."""
    settled.put(name_of(1), another_round(1))
    settled.load()
    return settled


@pytest.fixture
def marts(house: House) -> Marts:
    """What a reader sees of them."""
    return Marts(house)
