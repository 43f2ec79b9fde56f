"""A server's disk that is full in the middle of a load: what was there stays whole, with room the next one finishes."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from postgres_server.server import DatabaseServer
from tests.loading.engines import Street, street_on
from tests.loading.evening import put_evening
from tests.loading.house import NAME, House, short_file
from tests.warehouse.small_disk import NoSmallDiskError, fill, make_room, server_on_a_small_disk
from tests.warehouse.striking import struck

from proximity.warehouse import WarehouseError


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    try:
        with server_on_a_small_disk("100m") as url:
            yield url
    except NoSmallDiskError:
        pytest.skip("this system lets nobody mount a file system of his own")


@pytest.fixture(scope="module")
def street(address: str) -> Iterator[Street]:
    with street_on(DatabaseServer(address)) as street:
        yield street


@pytest.fixture
def administrator(address: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


@pytest.fixture
def house(street: Street, tmp_path: Path) -> House:
    """An empty house, so that every table needs room in a file of its own."""
    return street.house(tmp_path)


def test_what_was_loaded_stays_whole_and_with_room_the_next_load_finishes(
    house: House, street: Street, administrator: psycopg.Connection, tmp_path: Path
) -> None:
    house.put(NAME, short_file())
    house.load()
    undisturbed = street.copy(house, tmp_path / "undisturbed")
    for each in (house, undisturbed):
        put_evening(each)
    undisturbed.load()
    before = house.tables()
    with (
        struck("engagements", lambda warehouse: fill(administrator)),
        pytest.raises(WarehouseError, match=r"has no room left on the server's disk\. Make room there") as refusal,
    ):
        house.load()
    assert "No space left on device" in str(refusal.value)
    assert house.tables() == before
    make_room(administrator)
    house.load()
    assert house.digest() == undisturbed.digest()
    assert house.discrepancies() == []
