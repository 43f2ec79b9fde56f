"""The three roles of a production database, made as an administrator makes them, and how each reaches it.

Does not belong here: what the roles may do.
"""

import os
import subprocess
from pathlib import Path

from postgres_server.binaries import find_binaries
from postgres_server.server import DatabaseServer

BOOTSTRAP = Path(__file__).parents[1] / "sql" / "postgres" / "bootstrap.sql"
OWNER, LOADER, READER = "proximity", "proximity_loader", "bi_reader"
#: With what has to be quoted in SQL and in a URL.
PASSWORD = "it's a 'secret'"
IN_A_URL = "it%27s%20a%20%27secret%27"


def bootstrap(url: str, *options: str) -> None:
    """Run the file as its header says, with passwords for all three; `options` are psql's."""
    passwords = dict.fromkeys([f"BOOTSTRAP_{role}_PASSWORD" for role in ("OWNER", "LOADER", "READER")], PASSWORD)
    subprocess.run(
        [find_binaries() / "psql", "--no-psqlrc", "--quiet", f"--file={BOOTSTRAP}", *options, url],
        env=os.environ | passwords,
        check=True,
        timeout=60,
    )


class Roles:
    """The addresses under which an administrator and the three reach a database whose bootstrap was run."""

    def __init__(self, server: DatabaseServer, admin: str) -> None:
        self.admin = admin
        name = admin.rpartition("/")[2]
        self.owner, self.loader, self.reader = (server.url_of(name, role, IN_A_URL) for role in (OWNER, LOADER, READER))
