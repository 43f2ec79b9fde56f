"""Where the database is, as its drivers and its users want to know it.

Does not belong here: connecting.
"""

from dataclasses import dataclass

import psycopg
from psycopg.conninfo import conninfo_to_dict

from proximity.settings import POSTGRES_URL_FORM, Settings, variable_name
from proximity.warehouse.errors import WarehouseError

DEFAULT_PORT = 5432


@dataclass(frozen=True)
class Address:
    """`parameters`: as libpq calls them, the password among them; so an address is never printed."""

    parameters: dict[str, str]

    def __repr__(self) -> str:
        return f"Address({self.name})"

    @property
    def host(self) -> str:
        """Name, number or folder of the socket."""
        return self.parameters.get("host") or self.parameters.get("hostaddr") or "localhost"

    @property
    def port(self) -> int:
        """The port; the first, if there are several servers to try."""
        return int((self.parameters.get("port") or str(DEFAULT_PORT)).split(",")[0])

    @property
    def database(self) -> str:
        """The name of the database."""
        return self.parameters.get("dbname", "")

    @property
    def name(self) -> str:
        """How people know the database, without user and password."""
        return f"{self.database} on {self.host}:{self.port}"

    def without_password(self, text: str) -> str:
        """The text of an error, in which a driver may have quoted more than it should."""
        password = self.parameters.get("password")
        return text.replace(password, "***") if password else text


def address_of(settings: Settings) -> Address:
    """The address in the settings.

    Raises:
        WarehouseError: it is none.
    """
    assert settings.postgres_url is not None, "the target postgres has a URL"
    try:
        parameters = conninfo_to_dict(settings.postgres_url.get_secret_value())
    except psycopg.ProgrammingError:
        # The error quotes what it stumbled over, which may be the password: a letter of it that needs %-encoding.
        raise WarehouseError(
            f"{variable_name('postgres_url')} cannot be read. It must look like {POSTGRES_URL_FORM}, with letters like "
            "@, / or % of the password written as %40, %2F or %25."
        ) from None
    return Address({name: str(value) for name, value in parameters.items() if value is not None})
