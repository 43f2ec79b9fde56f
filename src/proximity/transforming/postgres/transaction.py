"""The transaction of a build: one connection, one snapshot of what is loaded, one commit.

While it lasts, readers see the marts of the last build: rows that it deletes are still theirs, rows that it inserts are
not yet. Loads may go on beside it; what they commit is for the next build. Whatever ends it without a commit, a failed
test, a cut connection, a full disk, leaves the marts as they were.
Does not belong here: dbt.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import psycopg2
import psycopg2.errors
from psycopg2.extensions import connection as Connection  # noqa: N812 -- psycopg2 names its class like a variable
from psycopg2.extensions import make_dsn

from proximity.settings import Settings
from proximity.transforming.postgres.lock import lock_building
from proximity.warehouse import WarehouseError
from proximity.warehouse.postgres.address import Address, address_of
from proximity.warehouse.postgres.indexes import NOT_INDEXED, create_index_of_rounds
from proximity.warehouse.postgres.opening import PATIENCE
from proximity.warehouse.postgres.symptoms import explain

#: For this session only. Models are few and long queries: they may sort in memory, and compiling them takes longer than
#: running them. Nested loops are for who knows how many rows there are: the planner takes keys of several columns, and
#: what a query has grouped, for much rarer than they are, and would compute one side anew for every row of the other.
#: Nobody's locks are waited for longer than it takes to say so.
SESSION = {
    "timezone": "UTC",
    "client_encoding": "UTF8",
    "client_min_messages": "warning",
    "lock_timeout": "30s",
    "work_mem": "64MB",
    "jit": "off",
    "enable_nestloop": "off",
}
#: Whatever dbt takes for committed lies before it.
SAVEPOINT = "kept"


class BuildTransaction:
    """`trouble`: the first error for which the database and not a query is to blame."""

    def __init__(self, connection: Connection, address: Address) -> None:
        self.connection = connection
        self.trouble: WarehouseError | None = None
        self._address = address
        self._execute(f"SAVEPOINT {SAVEPOINT}")

    def keep(self) -> None:
        """What was done so far is not undone by the failure of what follows; dbt calls it a commit."""
        self._execute(f"RELEASE SAVEPOINT {SAVEPOINT}; SAVEPOINT {SAVEPOINT}")

    def undo(self) -> None:
        """Back to what was kept, after a failure; dbt calls it a rollback."""
        if not self.connection.closed:
            self._execute(f"ROLLBACK TO SAVEPOINT {SAVEPOINT}")

    def note(self, error: psycopg2.Error) -> None:
        """Remember an error if it is one of the database, because dbt only hands its words on."""
        self.trouble = self.trouble or explained(self._address, error)

    def commit(self) -> None:
        """Let everybody see it.

        Raises:
            psycopg2.IntegrityError: a row refers to one that is not there; nothing is committed.
            WarehouseError: the database could not do it; nothing is committed, unless the connection broke in this
                very moment.
        """
        try:
            # Else the error would only say that the commit failed, not which key does not resolve.
            self._execute("SET CONSTRAINTS ALL IMMEDIATE")
            self.connection.commit()
        except psycopg2.Error as error:
            if trouble := explained(self._address, error):
                raise trouble from error
            raise

    def _execute(self, sql: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(sql)


@contextmanager
def build_transaction(settings: Settings) -> Iterator[BuildTransaction]:
    """A transaction in a connection of its own, rolled back at the end unless it was committed.

    Raises:
        WarehouseError: the database is out of reach, or somebody else is building.
    """
    address = address_of(settings)
    try:
        connection = _connect(address)
    except psycopg2.Error as error:
        raise explained(address, error) or error from error
    try:
        lock_building(connection, address)
        _index_large_tables(connection)
        connection.autocommit = False
        connection.set_session(isolation_level="REPEATABLE READ")
        yield BuildTransaction(connection, address)
    finally:
        connection.close()


def explained(address: Address, error: psycopg2.Error) -> WarehouseError | None:
    """What an error of dbt's driver means; None if a query is to blame."""
    if not error.pgcode:
        # It came from the driver and not from the server.
        return explain(address, psycopg.OperationalError(str(error)))
    try:
        same = psycopg.errors.lookup(error.pgcode)
    except KeyError:
        return None
    return explain(address, same(str(error)))


def _index_large_tables(connection: Connection) -> None:
    """A mere loader may not make an index. Without one a build looks at whole tables for each round."""
    with connection.cursor() as cursor:
        cursor.execute(NOT_INDEXED)
        for (table,) in cursor.fetchall():
            try:
                cursor.execute(create_index_of_rounds(table))
            except psycopg2.errors.LockNotAvailable:
                # Somebody loads for long; the next build will do.
                return


def _connect(address: Address) -> Connection:
    connection = psycopg2.connect(make_dsn(**(PATIENCE | address.parameters)))
    connection.autocommit = True
    with connection.cursor() as cursor:
        for name, value in SESSION.items():
            cursor.execute("SELECT set_config(%s, %s, false)", [name, value])
    return connection
