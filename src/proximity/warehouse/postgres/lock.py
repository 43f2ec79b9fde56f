"""Keeps two loaders apart: an advisory lock that a session holds while it loads, and that ends with it.

Does not belong here: locks of tables, which PostgreSQL takes by itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from proximity.warehouse.errors import BusyWarehouseError

#: Any number that nobody else uses in this database.
LOADER = 5_020_040_112
#: A load waits so long for another one, or for a reader who wants tables and files to stand still.
SECONDS_TO_WAIT = 10

HOLDER = """
    SELECT activity.pid, activity.usename, coalesce(host(activity.client_addr), 'this machine'), activity.backend_start
    FROM pg_locks AS locks
    JOIN pg_stat_activity AS activity ON activity.pid = locks.pid
    WHERE locks.locktype = 'advisory' AND locks.granted AND locks.objsubid = 1
        AND locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (locks.classid::bigint << 32 | locks.objid::bigint) = $1
    ORDER BY activity.backend_start
"""


def lock_loading(connection: psycopg.Connection, name: str) -> None:
    """Be the only one that loads, until the session ends.

    Raises:
        BusyWarehouseError: somebody else is loading.
    """
    _lock(connection, name, "pg_advisory_lock")


@contextmanager
def loading_locked_out(connection: psycopg.Connection, name: str) -> Iterator[None]:
    """Nobody loads meanwhile; others may be in the same position.

    Raises:
        BusyWarehouseError: somebody is loading.
    """
    _lock(connection, name, "pg_advisory_lock_shared")
    try:
        yield
    finally:
        if not connection.broken:
            connection.execute("SELECT pg_advisory_unlock_shared($1)", [LOADER])


def _lock(connection: psycopg.Connection, name: str, function: str) -> None:
    before = connection.execute("SHOW lock_timeout").fetchone()
    connection.execute(f"SET lock_timeout = '{SECONDS_TO_WAIT}s'")
    try:
        connection.execute(f"SELECT {function}($1)", [LOADER])
    except psycopg.errors.LockNotAvailable as error:
        raise BusyWarehouseError(
            f"The warehouse {name} is being loaded by another process{_holder(connection)}. "
            "Wait until it is done, or stop it."
        ) from error
    connection.execute("SELECT set_config('lock_timeout', $1, false)", list(before or ["0"]))


def _holder(connection: psycopg.Connection) -> str:
    found = connection.execute(HOLDER, [LOADER]).fetchone()
    if found is None:
        return ""
    pid, user, host, since = found
    started = f" since {since:%Y-%m-%d %H:%M UTC}" if since else ""
    return f" (session {pid} of {user} from {host}{started})"
