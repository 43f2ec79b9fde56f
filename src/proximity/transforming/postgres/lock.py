"""Keeps two builds of one database apart: an advisory lock that the session of a build holds until it ends.

Does not belong here: the lock of loaders (`proximity.warehouse.postgres.lock`); loads and builds go on side by side.
"""

import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812 -- psycopg2 names its class like a variable

from proximity.warehouse import WarehouseError
from proximity.warehouse.postgres.address import Address
from proximity.warehouse.postgres.lock import HOLDER

#: Any number that nobody else uses in this database.
BUILDER = 5_020_040_113
#: A build whose connection was cut may hold its lock until the server notices.
TIME_TO_WAIT = "10s"


def lock_building(connection: Connection, address: Address) -> None:
    """Be the only one that builds, until the session ends.

    Raises:
        WarehouseError: somebody else is building.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout'), set_config('lock_timeout', %s, false)", [TIME_TO_WAIT])
        ((before, _),) = cursor.fetchall()
        try:
            cursor.execute("SELECT pg_advisory_lock(%s)", [BUILDER])
        except psycopg2.errors.LockNotAvailable as error:
            raise WarehouseError(
                f"The marts of {address.name} are being built by another process{_holder(cursor)}. "
                "Wait until it is done, or stop it."
            ) from error
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [before])


def _holder(cursor: psycopg2.extensions.cursor) -> str:
    cursor.execute(HOLDER.replace("$1", str(BUILDER)))
    found = cursor.fetchone()
    if found is None:
        return ""
    pid, user, host, since = found
    return f" (session {pid} of {user} from {host}" + (f" since {since:%Y-%m-%d %H:%M UTC})" if since else ")")
