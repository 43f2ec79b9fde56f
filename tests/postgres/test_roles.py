"""The bootstrap of a PostgreSQL database: what each role may do over a connection of its own, and what it may not.

Does not belong here: the pipeline that uses these roles.
"""

from collections.abc import Iterator

import psycopg
import pytest
from postgres_server.bootstrapped import BOOTSTRAP
from tests.postgres.bootstrapped import Database, run

from postgres_server import DatabaseServer, bootstrap, own_server

DENIED = psycopg.errors.InsufficientPrivilege

#: Everything that the bootstrap sets, in all catalogs that hold it; rights are sorted, and written out where they are
#: the usual ones.
STATE = """
    SELECT 'role', rolname::text, concat(rolcanlogin, rolsuper, rolcreatedb, rolcreaterole)::text FROM pg_roles
    UNION ALL SELECT 'setting', setdatabase::text, setconfig::text FROM pg_db_role_setting
    UNION ALL SELECT 'default', concat(defaclrole::regrole, defaclnamespace::regnamespace), defaclacl::text
    FROM pg_default_acl
    UNION ALL SELECT 'schema', nspname::text, concat(nspowner::regrole, nspacl) FROM pg_namespace
    UNION ALL SELECT 'database', datname::text, datacl::text FROM pg_database
    UNION ALL SELECT 'table', oid::regclass::text, concat(relowner::regrole, rights)
    FROM pg_class
    CROSS JOIN LATERAL (
        SELECT string_agg(item::text, ' ' ORDER BY item::text) AS rights
        FROM unnest(coalesce(relacl, acldefault('r', relowner))) AS item
    ) AS sorted
    WHERE relnamespace::regnamespace::text IN ('staging', 'intermediate', 'marts')
    ORDER BY 1, 2, 3
"""


@pytest.fixture(scope="module")
def server() -> Iterator[DatabaseServer]:
    """A server of this module's own: roles belong to a whole server, and other tests need theirs."""
    with own_server() as server:
        yield server


@pytest.fixture(scope="module")
def database(server: DatabaseServer) -> Iterator[Database]:
    """A table `before` the bootstrap, built by the administrator, and a table `after` it, built by the owner."""
    with server.database() as admin:
        for schema in ("staging", "intermediate", "marts"):
            run(admin, f"CREATE SCHEMA {schema}", f"CREATE TABLE {schema}.before AS SELECT 1 AS value")
        run(
            admin, "CREATE VIEW marts.view_before AS SELECT value FROM staging.before", "CREATE SEQUENCE marts.sequence"
        )
        bootstrap(admin)
        database = Database(server, admin)
        database.build("after")
        yield database


def test_running_it_again_changes_nothing(database: Database) -> None:
    before = run(database.admin, STATE)
    bootstrap(database.admin)
    assert run(database.admin, STATE) == before
    assert {kind for kind, *_ in before} == {"role", "setting", "default", "schema", "database", "table"}


def test_running_it_again_takes_back_what_was_granted_by_hand(database: Database) -> None:
    before = run(database.admin, STATE)
    run(
        database.admin,
        "GRANT ALL ON marts.before, staging.before TO bi_reader",
        "GRANT ALL ON SCHEMA staging TO PUBLIC",
    )
    assert run(database.admin, STATE) != before
    bootstrap(database.admin)
    assert run(database.admin, STATE) == before


@pytest.mark.parametrize("name", ["before", "view_before", "after"])
def test_the_reader_reads_the_marts_whenever_and_by_whomever_they_were_built(database: Database, name: str) -> None:
    assert run(database.reader, f"SELECT value FROM {name}") == [(1,)]


def test_the_reader_sees_no_other_schema_in_the_catalogue(database: Database) -> None:
    shown = run(database.reader, "SELECT DISTINCT table_schema FROM information_schema.tables ORDER BY 1")
    assert {schema for (schema,) in shown} == {"information_schema", "marts", "pg_catalog"}


@pytest.mark.parametrize(
    "attempt",
    [
        "SELECT * FROM staging.before",
        "SELECT * FROM staging.after",
        "SELECT * FROM intermediate.after",
        "INSERT INTO marts.after VALUES (2)",
        "UPDATE marts.after SET value = 2",
        "DELETE FROM marts.after",
        "TRUNCATE marts.after",
        "DROP TABLE marts.after",
        "ALTER TABLE marts.after ADD COLUMN other int",
        "COMMENT ON TABLE marts.after IS 'mine'",
        "LOCK TABLE marts.after IN EXCLUSIVE MODE",
        "CREATE TABLE marts.mine (value int)",
        "CREATE TABLE public.mine (value int)",
        "CREATE TEMPORARY TABLE mine (value int)",
        "CREATE SCHEMA mine",
        "SELECT lo_create(0)",
        "SELECT nextval('marts.sequence')",
        "SET ROLE proximity",
        "ALTER ROLE bi_reader CREATEDB",
        "CREATE ROLE mine",
    ],
)
def test_the_reader_can_do_nothing_else(database: Database, attempt: str) -> None:
    with pytest.raises(DENIED):
        run(database.reader, attempt)


def test_a_transaction_of_the_reader_sees_one_state_and_ends_some_time(database: Database) -> None:
    with psycopg.connect(database.reader) as connection:
        before = connection.execute("SELECT count(*) FROM after").fetchone()
        run(database.owner, "INSERT INTO marts.after VALUES (1)")
        assert connection.execute("SELECT count(*) FROM after").fetchone() == before
        names = ("statement_timeout", "idle_in_transaction_session_timeout", "transaction_read_only", "timezone")
        shown = [connection.execute(f"SHOW {name}".encode()).fetchone() for name in names]
    run(database.owner, "DELETE FROM marts.after WHERE ctid <> (SELECT min(ctid) FROM marts.after)")
    assert shown == [("30s",), ("10min",), ("on",), ("UTC",)]


def test_tables_that_are_small_for_postgresql_are_read_by_several_processes(database: Database) -> None:
    run(database.owner, "CREATE TABLE marts.many AS SELECT n FROM generate_series(1, 50000) AS n", "ANALYZE marts.many")
    question = "EXPLAIN SELECT count(*) FROM marts.many WHERE n % 7 = 0"
    plans = [str(run(address, question)) for address in (database.owner, database.reader)]
    assert ["Gather" in plan for plan in plans] == [False, True]


def test_the_administrator_may_give_readers_more_time(database: Database) -> None:
    bootstrap(database.admin, "--set=statement_timeout=2min")
    assert run(database.reader, "SHOW statement_timeout") == [("2min",)]
    bootstrap(database.admin)
    assert run(database.reader, "SHOW statement_timeout") == [("30s",)]


@pytest.mark.parametrize("name", ["before", "after"])
def test_the_loader_reads_and_writes_the_rows_of_staging(database: Database, name: str) -> None:
    run(
        database.loader,
        f"INSERT INTO staging.{name} VALUES (2)",
        f"UPDATE staging.{name} SET value = 3 WHERE value = 2",
        f"DELETE FROM staging.{name} WHERE value = 3",
    )
    assert run(database.loader, f"SELECT value FROM staging.{name}") == [(1,)]


@pytest.mark.parametrize(
    "attempt",
    [
        "SELECT * FROM marts.after",
        "SELECT * FROM intermediate.after",
        "INSERT INTO marts.after VALUES (2)",
        "TRUNCATE staging.after",
        "DROP TABLE staging.after",
        "ALTER TABLE staging.after ADD COLUMN other int",
        "CREATE TABLE staging.mine (value int)",
        "CREATE SCHEMA mine",
        "SET ROLE proximity",
    ],
)
def test_the_loader_can_do_nothing_else(database: Database, attempt: str) -> None:
    with pytest.raises(DENIED):
        run(database.loader, attempt)


def test_the_owner_owns_what_was_there_before_and_may_create_what_a_build_needs(database: Database) -> None:
    run(
        database.owner,
        "CREATE SCHEMA IF NOT EXISTS marts",
        "CREATE TEMPORARY TABLE scratch AS SELECT 1 AS value",
        "ALTER TABLE marts.before ADD COLUMN other int",
        "ALTER TABLE marts.before DROP COLUMN other",
        "COMMENT ON TABLE staging.before IS 'mine'",
    )
    for attempt in ("CREATE ROLE mine", "CREATE DATABASE mine"):
        with psycopg.connect(database.owner, autocommit=True) as connection, pytest.raises(DENIED):
            connection.execute(attempt.encode())


def test_functions_of_the_owner_are_not_for_everybody(database: Database) -> None:
    run(database.owner, "CREATE OR REPLACE FUNCTION marts.one() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    with pytest.raises(DENIED):
        run(database.reader, "SELECT marts.one()")


def test_nobody_else_may_connect(server: DatabaseServer, database: Database) -> None:
    run(database.admin, "CREATE ROLE passer_by LOGIN PASSWORD 'x'")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(server.url_of(database.admin.rpartition("/")[2], "passer_by", "x"))


def test_an_administrator_without_superpowers_can_run_it_twice() -> None:
    """As on hosted servers: he may create roles and owns the database, and that is all."""
    with own_server() as fresh:
        run(fresh.url, "CREATE ROLE house_keeper LOGIN CREATEROLE PASSWORD 'x'")
        with fresh.database(options="OWNER house_keeper") as url:
            admin = fresh.url_of(url.rpartition("/")[2], "house_keeper", "x")
            for _ in range(2):
                bootstrap(admin)
            database = Database(fresh, url)
            database.build("after")
            assert run(database.reader, "SELECT value FROM marts.after") == [(1,)]
            with pytest.raises(DENIED):
                run(database.reader, "SELECT value FROM staging.after")


def test_the_file_holds_no_password() -> None:
    assert "PASSWORD '" not in BOOTSTRAP.read_text(encoding="utf-8")
