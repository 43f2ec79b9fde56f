"""A real PostgreSQL for tests, bench and soak: found or installed, started, stopped, thrown away.

Belongs here: where the server comes from, as whom it runs, its life, its databases, the roles of a production database.
Does not belong here: anything else of Proximity's.
"""

from postgres_server.binaries import NoServerError, find_binaries
from postgres_server.bootstrapped import Roles, bootstrap
from postgres_server.server import DatabaseServer, PostgresServer, database_server, own_server

__all__ = [
    "DatabaseServer",
    "NoServerError",
    "PostgresServer",
    "Roles",
    "bootstrap",
    "database_server",
    "find_binaries",
    "own_server",
]
