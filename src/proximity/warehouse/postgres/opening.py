"""Connects to the PostgreSQL database, and says what is wrong with it if it cannot be used.

Does not belong here: what the connection can do.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from proximity.settings import Settings
from proximity.warehouse.errors import WarehouseError
from proximity.warehouse.postgres.address import Address, address_of
from proximity.warehouse.postgres.lock import lock_loading
from proximity.warehouse.postgres.symptoms import explain
from proximity.warehouse.postgres.warehouse import PostgresWarehouse

OLDEST_VERSION = 15
#: Unless the URL says otherwise: a server that is gone is noticed within a minute or two, not after hours.
PATIENCE = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
    "application_name": "proximity",
}
#: The same for the server: it must not keep the lock of a loader that is gone.
SERVER_SETTINGS = {
    "timezone": "UTC",
    "client_encoding": "UTF8",
    "lock_timeout": "30s",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
READ_ONLY_SETTINGS = {"default_transaction_read_only": "on", "default_transaction_isolation": "repeatable read"}


@contextmanager
def open_postgres(settings: Settings, *, read_only: bool = False) -> Iterator[PostgresWarehouse]:
    """A connection to the database, closed at the end; times are UTC. Who writes is the only one.

    Raises:
        WarehouseError: the server does not answer, the user may not log in, the database cannot be used, or somebody
            else is loading; also for what happens to it in the `with` block.
    """
    address = address_of(settings)
    try:
        with _connect(address) as connection:
            _prepare(connection, address, read_only)
            yield PostgresWarehouse(address.name, connection, settings.samples_dir)
    except psycopg.Error as error:
        explained = explain(address, error)
        if explained is None:
            raise
        raise explained from error


def _connect(address: Address) -> psycopg.Connection:
    # Raw cursors leave SQL as it is: `$1` for parameters, as in DuckDB, and `%` is a percent sign.
    parameters = PATIENCE | address.parameters
    return psycopg.connect(**parameters, autocommit=True, cursor_factory=psycopg.RawCursor)  # type: ignore[arg-type]


def _prepare(connection: psycopg.Connection, address: Address, read_only: bool) -> None:
    _refuse_unsuitable(connection, address)
    settings = SERVER_SETTINGS | (READ_ONLY_SETTINGS if read_only else {})
    names, values = list(settings), list(settings.values())
    query = "SELECT set_config(name, value, false) FROM unnest($1::text[], $2::text[]) AS settings (name, value)"
    connection.execute(query, [names, values])
    if not read_only:
        lock_loading(connection, address.name)


def _refuse_unsuitable(connection: psycopg.Connection, address: Address) -> None:
    version = connection.info.server_version // 10000
    if version < OLDEST_VERSION:
        raise WarehouseError(
            f"The warehouse {address.name} is on PostgreSQL {version}. Proximity needs {OLDEST_VERSION} or newer."
        )
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise WarehouseError(
            f"The warehouse {address.name} is encoded in {encoding}, which cannot hold every player's name. "
            "Create the database with ENCODING 'UTF8'."
        )
