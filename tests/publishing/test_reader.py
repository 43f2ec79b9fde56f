"""Readers of the published marts: one publication a block, the newest in the next, whatever is published meanwhile.

Does not belong here: processes that read for long (`soak.readers`).
"""

import threading
from collections.abc import Iterator

import duckdb
import pytest
from tests.publishing.conftest import Shop

from proximity.publishing import PublicationError, PublishedMarts

COUNT = "SELECT count(*) FROM marts.fct_kills"


@pytest.fixture
def marts(shop: Shop) -> Iterator[PublishedMarts]:
    """A reader; 50 kills are published."""
    shop.publish()
    marts = PublishedMarts(shop.link)
    yield marts
    marts.close()


def republish(shop: Shop, round_number: int) -> None:
    """Five kills fewer."""
    shop.change(f"DELETE FROM marts.fct_kills WHERE round_id = 'round {round_number}'")
    shop.publish()


def kills(connection: duckdb.DuckDBPyConnection, query: str = COUNT) -> int:
    ((count,),) = connection.execute(query).fetchall()
    return int(count)


def test_a_block_stays_with_its_publication_and_the_next_one_sees_the_newest(shop: Shop, marts: PublishedMarts) -> None:
    with marts.reading() as connection:
        assert kills(connection) == 50
        for number in range(4):  # more than are kept on the disk
            republish(shop, number)
        assert kills(connection) == 50
        with marts.reading() as other:
            assert kills(other) == 30
        assert kills(connection) == 50
    with marts.reading() as connection:
        assert kills(connection) == 30


def test_marts_are_found_with_and_without_their_schema(marts: PublishedMarts) -> None:
    with marts.reading() as connection:
        assert kills(connection, "SELECT count(*) FROM fct_kills") == kills(connection) == 50


def test_files_that_nobody_reads_any_more_are_closed(shop: Shop, marts: PublishedMarts) -> None:
    def open_files(connection: duckdb.DuckDBPyConnection) -> int:
        return kills(connection, "SELECT count(*) FROM duckdb_databases() WHERE path IS NOT NULL")

    with marts.reading() as first:
        republish(shop, 0)
        with marts.reading() as second:
            assert open_files(second) == 2
        assert open_files(first) == 2
    with marts.reading() as third:
        assert open_files(third) == 1
    republish(shop, 1)
    with marts.reading() as fourth:
        assert open_files(fourth) == 1


def test_readers_cannot_write(marts: PublishedMarts) -> None:
    with marts.reading() as connection, pytest.raises(duckdb.InvalidInputException, match="read-only"):
        connection.execute("DELETE FROM marts.fct_kills")


def test_times_are_utc(marts: PublishedMarts) -> None:
    with marts.reading() as connection:
        query = "SELECT CAST(last_seen_at AS VARCHAR) FROM dim_players WHERE player_id = 'A'"
        assert connection.execute(query).fetchall() == [("2026-11-22 20:00:00+00",)]


def test_an_error_in_a_block_ends_only_that_block(shop: Shop, marts: PublishedMarts) -> None:
    with pytest.raises(duckdb.CatalogException), marts.reading() as connection:
        connection.execute("SELECT * FROM marts.nothing")
    republish(shop, 0)
    with marts.reading() as connection:
        assert kills(connection) == 45


def test_threads_share_a_reader(shop: Shop, marts: PublishedMarts) -> None:
    wrong: list[object] = []
    is_done = threading.Event()

    def read() -> None:
        while not is_done.is_set():
            try:
                with marts.reading() as connection:
                    if (first := kills(connection)) != (second := kills(connection)) or first % 5:
                        wrong.append((first, second))
            except Exception as error:  # noqa: BLE001 -- an error of any kind is what is looked for
                wrong.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(9):
        republish(shop, number)
    is_done.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_before_the_first_publication_the_reader_says_so_and_afterwards_it_reads(shop: Shop) -> None:
    marts = PublishedMarts(shop.link)
    with pytest.raises(PublicationError, match="proximity build"), marts.reading():
        pass
    shop.publish()
    with marts.reading() as connection:
        assert kills(connection) == 50


def test_a_damaged_file_is_named(shop: Shop) -> None:
    path = shop.publish().path
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(PublicationError, match=path.name), PublishedMarts(shop.link).reading():
        pass
