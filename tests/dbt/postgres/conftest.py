"""A PostgreSQL house with marts and news: a round that no mart has yet, so that a build has something to do."""

from collections.abc import Iterator

import pytest
from tests.dbt.conftest import Houses
from tests.dbt.postgres.looking import Marts
from tests.loading.house import House, another_round, name_of


@pytest.fixture
def settled(houses: Houses) -> Iterator[House]:
    """All rounds built."""
    with houses.copy_on("postgres") as house:
        yield house


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
