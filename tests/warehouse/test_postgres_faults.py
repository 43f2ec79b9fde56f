"""What happens to a server and its connections in the middle of a load is got over, or named with a cure; and the next
load gives what an undisturbed one gives."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import psycopg
import pytest
from postgres_server.server import PostgresServer
from tests.loading.engines import Street, street_on
from tests.loading.evening import put_evening
from tests.loading.house import NAME, House, short_file
from tests.warehouse.striking import Strike, struck

from postgres_server import own_server
from proximity.loading import attempts, load
from proximity.warehouse import InterruptedWarehouseError, WarehouseError
from proximity.warehouse.postgres import PostgresWarehouse, opening


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server that nobody else uses, because it is stopped."""
    with own_server() as server:
        yield server


@pytest.fixture(scope="module")
def street(server: PostgresServer) -> Iterator[Street]:
    with street_on(server) as street:
        yield street


@pytest.fixture(scope="module")
def template(street: Street, tmp_path_factory: pytest.TempPathFactory) -> House:
    house = street.house(tmp_path_factory.mktemp("template"))
    house.put(NAME, short_file())
    house.load()
    return house


@pytest.fixture
def house(street: Street, template: House, tmp_path: Path) -> House:
    house = street.copy(template, tmp_path / "evening")
    put_evening(house)
    return house


@pytest.fixture(scope="module")
def undisturbed(street: Street, template: House, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    house = street.copy(template, tmp_path_factory.mktemp("undisturbed") / "evening")
    put_evening(house)
    house.load()
    return house.digest()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "WAITS_SECONDS", (0.1, 0.2, 0.4, 0.8, 1.6))


def terminate(server: PostgresServer) -> Strike:
    def strike(warehouse: PostgresWarehouse) -> None:
        with psycopg.connect(server.url, autocommit=True) as administrator:
            administrator.execute("SELECT pg_terminate_backend(%s, 5000)", [warehouse.connection.info.backend_pid])

    return strike


def cut(server: PostgresServer) -> Strike:
    def strike(warehouse: PostgresWarehouse) -> None:
        with socket.socket(fileno=os.dup(warehouse.connection.fileno())) as line:
            line.shutdown(socket.SHUT_RDWR)

    return strike


def restart(server: PostgresServer) -> Strike:
    return lambda warehouse: server.restart()


def crash(server: PostgresServer) -> Strike:
    return lambda warehouse: server.restart("immediate")


@pytest.mark.parametrize(
    ("fault", "table", "after"),
    [
        (terminate, "engagements", False),
        (terminate, "rounds", True),
        (terminate, "round_files", True),
        (cut, "engagements", True),
        (restart, "engagements", False),
        (crash, "round_files", True),
    ],
)
def test_a_connection_that_is_lost_in_the_middle_is_got_over(
    server: PostgresServer,
    house: House,
    undisturbed: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[[PostgresServer], Strike],
    table: str,
    after: bool,
) -> None:
    monkeypatch.setattr(load, "BATCH_FILES", 2)
    with struck(table, fault(server), after=after):
        summary = house.load()
    assert house.digest() == undisturbed
    assert house.discrepancies() == []
    assert len(summary.loaded) == len(set(summary.loaded)) == 3
    assert (summary.files_found, summary.files_unchanged) == (6, 1)
    assert house.load().loaded == []


def test_a_connection_that_is_lost_after_the_last_commit_has_lost_nothing(
    server: PostgresServer, house: House, undisturbed: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    kill, original, left = terminate(server), PostgresWarehouse.finish_load, [None]

    def once(warehouse: PostgresWarehouse, rows: dict[str, int]) -> None:
        if left:
            left.pop()
            kill(warehouse)
        original(warehouse, rows)

    with patch.object(PostgresWarehouse, "finish_load", once):
        assert len(house.load().loaded) == 3
    assert left == []
    assert house.digest() == undisturbed


def test_a_server_that_comes_back_after_a_while_is_waited_for(
    server: PostgresServer, house: House, undisturbed: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    returning = threading.Timer(1, server.start)

    def stop(warehouse: PostgresWarehouse) -> None:
        server.stop()
        returning.start()

    with struck("engagements", stop):
        house.load()
    returning.join()
    assert house.digest() == undisturbed


def test_a_server_that_stays_away_is_named_with_a_cure_and_the_next_load_finishes(
    server: PostgresServer, house: House, undisturbed: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "WAITS_SECONDS", (0, 0))
    with (
        struck("engagements", lambda warehouse: server.stop()),
        pytest.raises(WarehouseError, match=r"does not answer\. Check that the server runs.*refused"),
    ):
        house.load()
    server.start()
    house.load()
    assert house.digest() == undisturbed


def test_a_server_that_does_not_answer_from_the_start_is_not_waited_for(
    server: PostgresServer, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "WAITS_SECONDS", (60,))
    server.stop()
    start = time.monotonic()
    with pytest.raises(WarehouseError, match="does not answer"):
        house.load()
    server.start()
    assert time.monotonic() - start < 30


def test_a_connection_that_is_lost_at_every_attempt_is_not_tried_for_ever(
    server: PostgresServer, house: House, undisturbed: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "WAITS_SECONDS", (0, 0))
    with (
        struck("engagements", terminate(server), times=3),
        pytest.raises(InterruptedWarehouseError, match=r"Run .*again.*what was finished is kept"),
    ):
        house.load()
    house.load()
    assert house.digest() == undisturbed


def test_a_table_that_somebody_locks_for_a_while_is_waited_for(
    server: PostgresServer, house: House, undisturbed: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(opening.SERVER_SETTINGS, "lock_timeout", "200ms")
    with psycopg.connect(database(house)) as somebody:
        somebody.execute("LOCK TABLE staging.kill_heatmap")
        release = threading.Timer(1, somebody.rollback)
        release.start()
        house.load()
        release.join()
    assert house.digest() == undisturbed


def test_a_table_that_stays_locked_is_named_with_a_cure(
    server: PostgresServer, house: House, undisturbed: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(opening.SERVER_SETTINGS, "lock_timeout", "200ms")
    monkeypatch.setattr(attempts, "WAITS_SECONDS", (0,))
    with psycopg.connect(database(house)) as somebody:
        somebody.execute("LOCK TABLE staging.kill_heatmap")
        with pytest.raises(WarehouseError, match=r"is locked by somebody else's work\. Wait until it is done"):
            house.load()
    house.load()
    assert house.digest() == undisturbed


def database(house: House) -> str:
    assert house.settings.postgres_url
    return house.settings.postgres_url.get_secret_value()
