"""A database that cannot be used is named, with what to do about it and never with its password; one that is being
loaded belongs to that load."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from postgres_server.server import DatabaseServer
from tests.loading.engines import Street, street_on
from tests.loading.house import House, another_round, name_of

from proximity.warehouse import BusyWarehouseError, NoWarehouseError, WarehouseError, open_warehouse
from proximity.warehouse.postgres import lock, opening

SECRET = "s3cret-p4ss"


@pytest.fixture(scope="module")
def street(postgres: DatabaseServer) -> Iterator[Street]:
    with street_on(postgres) as street:
        yield street


def url_of(house: House) -> str:
    assert house.settings.postgres_url
    return house.settings.postgres_url.get_secret_value()


def refusal(url: str, folder: Path) -> str:
    with pytest.raises(WarehouseError) as refused:
        House(folder, url).load()
    texts = [str(refused.value), repr(refused.value.__cause__)]
    assert all(SECRET not in text for text in texts)
    return texts[0]


def test_a_wrong_password_is_named_without_being_told(house: House, tmp_path: Path) -> None:
    with psycopg.connect(url_of(house), autocommit=True) as administrator:
        administrator.execute("CREATE ROLE nobody_special LOGIN PASSWORD 'another'")
        try:
            parts = urlsplit(url_of(house))
            place = parts.netloc.rpartition("@")[2]
            wrong = parts._replace(netloc=f"nobody_special:{SECRET}@{place}").geturl()
            assert "refuses this user or password" in refusal(wrong, tmp_path)
        finally:
            administrator.execute("DROP ROLE nobody_special")


def test_a_database_that_does_not_exist_is_named(house: House, tmp_path: Path) -> None:
    url = urlsplit(url_of(house))._replace(path="/no_such_database").geturl()
    assert "no_such_database on 127.0.0.1" in refusal(url, tmp_path)
    assert "does not exist. Create the database" in refusal(url, tmp_path)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"postgresql://me:{SECRET}@127.0.0.1:1/db", "does not answer. Check that the server runs"),
        (f"postgresql://me:{SECRET}@host.invalid/db", "cannot be found under its host name"),
        (f"postgresql://me:{SECRET}%zz@127.0.0.1/db", "PROXIMITY_POSTGRES_URL cannot be read"),
        (f"postgresql://me:{SECRET}@127.0.0.1/db?nonsense=1", "PROXIMITY_POSTGRES_URL cannot be read"),
    ],
)
def test_an_address_that_leads_nowhere_is_named_without_its_password(url: str, said: str, tmp_path: Path) -> None:
    assert said in refusal(url, tmp_path)


def test_a_database_of_another_encoding_is_refused_with_a_cure(postgres: DatabaseServer, tmp_path: Path) -> None:
    with postgres.database(options="ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0") as url:
        assert "is encoded in SQL_ASCII" in refusal(url, tmp_path)


def test_a_server_that_is_too_old_is_refused(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "OLDEST_VERSION", 99)
    with pytest.raises(WarehouseError, match=r"Proximity needs 99 or newer"):
        house.load()


def test_a_database_without_staging_is_no_warehouse_yet(house: House) -> None:
    with (
        pytest.raises(NoWarehouseError, match=r"no warehouse in .* yet\. Run `proximity build` first"),
        open_warehouse(house.settings, read_only=True),
    ):
        pass


def test_of_two_loaders_the_second_is_told_who_the_first_is(loaded: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "SECONDS_TO_WAIT", 1)
    with open_warehouse(loaded.settings) as first:
        ((session,),) = first.query("SELECT pg_backend_pid()")
        with pytest.raises(BusyWarehouseError, match=rf"is being loaded by another process \(session {session} of "):
            loaded.load()
        # Readers are not kept waiting.
        assert loaded.query("SELECT count(*) FROM staging.rounds") == [(1,)]
    assert loaded.load().files_unchanged == 1


def test_tables_and_files_are_not_compared_while_somebody_loads(loaded: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "SECONDS_TO_WAIT", 1)
    with open_warehouse(loaded.settings), pytest.raises(BusyWarehouseError):
        loaded.discrepancies()
    assert loaded.discrepancies() == []


def test_a_reader_cannot_write_and_sees_one_state_in_a_transaction(loaded: House) -> None:
    count = "SELECT count(*) FROM staging.rounds"
    with open_warehouse(loaded.settings, read_only=True) as reader:
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            reader.connection.execute("DELETE FROM staging.rounds")  # type: ignore[attr-defined]
        with reader.transaction():
            before = reader.query(count)
            loaded.put(name_of(1), another_round(1))
            assert len(loaded.load().loaded) == 1
            assert reader.query(count) == before == [(1,)]
        assert reader.query(count) == [(2,)]


def test_an_error_in_a_query_is_not_called_an_error_of_the_warehouse(loaded: House) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable):
        loaded.query("SELECT * FROM staging.nothing")


def test_times_are_in_utc(loaded: House) -> None:
    assert loaded.query("SELECT current_setting('TimeZone')") == [("UTC",)]
