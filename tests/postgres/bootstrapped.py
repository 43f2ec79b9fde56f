"""A database on which the bootstrap was run, and the addresses under which each role reaches it.

Does not belong here: what the roles may do.
"""

import os
import subprocess

import psycopg

from postgres_server import DatabaseServer, find_binaries
from proximity.settings import PROJECT_ROOT

BOOTSTRAP = PROJECT_ROOT / "sql" / "postgres" / "bootstrap.sql"
OWNER, LOADER, READER = "proximity", "proximity_loader", "bi_reader"
PASSWORD = "it's a 'secret'"
IN_A_URL = "it%27s%20a%20%27secret%27"


def bootstrap(url: str, *options: str) -> None:
    """Run the file as its header says, with passwords for all three."""
    passwords = dict.fromkeys([f"BOOTSTRAP_{role}_PASSWORD" for role in ("OWNER", "LOADER", "READER")], PASSWORD)
    subprocess.run(
        [find_binaries() / "psql", "--no-psqlrc", "--quiet", f"--file={BOOTSTRAP}", *options, url],
        env=os.environ | passwords,
        check=True,
        timeout=60,
    )


def run(url: str, *statements: str) -> list[tuple]:
    """Run statements in one transaction that may write; the rows of the last one."""
    with psycopg.connect(url) as connection:
        connection.read_only = False
        for statement in statements:
            cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


class Database:
    """A database with its bootstrap, and the addresses under which the three reach it."""

    def __init__(self, server: DatabaseServer, admin: str) -> None:
        self.admin = admin
        name = admin.rpartition("/")[2]
        self.owner, self.loader, self.reader = (server.url_of(name, role, IN_A_URL) for role in (OWNER, LOADER, READER))

    def build(self, name: str) -> None:
        """A table with a row in each schema, as a build makes them."""
        for schema in ("staging", "intermediate", "marts"):
            run(self.owner, f"CREATE TABLE {schema}.{name} AS SELECT 1 AS value")
