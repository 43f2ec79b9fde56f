"""Houses on either engine, for tests of what both must do alike.

Does not belong here: what only one engine has (`tests.warehouse`).
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from postgres_server.server import DatabaseServer
from tests.loading.house import House

ENGINES = ["duckdb", "postgres"]


class Street:
    """Makes houses on one engine, and gives their databases back at the end."""

    def __init__(self, server: DatabaseServer | None, databases: ExitStack) -> None:
        self._server = server
        self._databases = databases

    def house(self, folder: Path) -> House:
        """An empty house."""
        return House(folder, self._database())

    def copy(self, house: House, folder: Path) -> House:
        """The same house in another place."""
        return house.copy_to(folder, self._database(template_of(house)))

    def _database(self, options: str = "") -> str | None:
        return self._databases.enter_context(self._server.database(options=options)) if self._server else None


@contextmanager
def street_on(server: DatabaseServer | None) -> Iterator[Street]:
    """Houses on a PostgreSQL server, or on DuckDB."""
    with ExitStack() as databases:
        yield Street(server, databases)


def database_of(house: House) -> str | None:
    """The name of its PostgreSQL database."""
    url = house.settings.postgres_url
    return urlsplit(url.get_secret_value()).path.strip("/") if url else None


def template_of(house: House) -> str:
    """The option that makes a new database a copy of the house's."""
    return f'TEMPLATE "{database_of(house)}"'
