"""What can happen to a server in the middle of a build: the old marts stay, the message says what it was, and the next
build gives what an undisturbed one gives.

Does not belong here: faults of a load; a disk that is full (`test_full_disk`).
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from postgres_server.server import PostgresServer
from tests.dbt.postgres.looking import Marts
from tests.loading.house import House, another_round, name_of

from postgres_server import own_server
from proximity.transforming import build_marts
from proximity.transforming.postgres import lock, transaction
from proximity.warehouse import InterruptedWarehouseError, WarehouseError

#: In the middle, and when everything but the last tests is done.
MOMENTS = (0.5, 0.97)
BUILDERS = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = %s::bigint & 4294967295"


def at(moment: float, strike: Callable[[], object]) -> Callable[[int, int], None]:
    """An `on_progress` that strikes once, when so much of the build is done."""
    strikes = iter([strike])

    def on_progress(done: int, total: int) -> None:
        if done >= moment * total:
            next(strikes, lambda: None)()

    return on_progress


def cut_connections(url: str) -> None:
    """End every session that holds the lock of builds."""
    with psycopg.connect(url, autocommit=True) as connection:
        ended = connection.execute(
            f"SELECT pg_terminate_backend(pid) FROM ({BUILDERS}) AS b", [lock.BUILDER]
        ).fetchall()
        assert ended, "nobody is building"


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_cut_connection_leaves_the_marts_as_they_were(house: House, marts: Marts, moment: float) -> None:
    before = marts.digests()
    with pytest.raises(InterruptedWarehouseError, match=r"terminating connection|lost the connection"):
        build_marts(house.settings, on_progress=at(moment, lambda: cut_connections(marts.url)))
    assert marts.digests() == before
    build_marts(house.settings)
    assert marts.digests() != before


def test_a_table_that_somebody_else_keeps_locked_is_named_and_not_waited_for(
    house: House, marts: Marts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(transaction.SESSION, "lock_timeout", "200ms")
    before = marts.digests()
    with psycopg.connect(marts.url) as other:
        other.execute("LOCK TABLE marts.fct_kills IN SHARE MODE")
        with pytest.raises(WarehouseError, match="is locked by somebody else's work"):
            build_marts(house.settings)
    assert marts.digests() == before
    build_marts(house.settings)
    assert marts.digests() != before


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server of our own, to stop and start."""
    with own_server() as server:
        yield server


def test_a_server_that_crashes_has_the_marts_as_they_were(server: PostgresServer, tmp_path: Path) -> None:
    with server.database() as url:
        house = House(tmp_path, url)
        house.put(name_of(1), another_round(1))
        house.load()
        build_marts(house.settings)
        marts = Marts(house)
        before = marts.digests()
        house.put(name_of(2), another_round(2))
        house.load()
        with pytest.raises(InterruptedWarehouseError):
            build_marts(house.settings, on_progress=at(0.5, lambda: server.restart("immediate")))
        assert marts.digests() == before
        build_marts(house.settings)
        after = marts.digests()
        assert after != before
        build_marts(house.settings, full_refresh=True)
        assert marts.digests() == after


def test_a_server_that_is_away_is_said_to_be_so(server: PostgresServer, tmp_path: Path) -> None:
    with server.database() as url:
        house = House(tmp_path, url)
        server.stop()
        try:
            with pytest.raises(InterruptedWarehouseError, match="does not answer"):
                build_marts(house.settings)
        finally:
            server.start()
