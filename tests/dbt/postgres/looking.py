"""What a reader of the marts sees while others write.

Does not belong here: expectations.
"""

import psycopg
from tests.dbt.reading import digests
from tests.loading.house import House

from proximity.warehouse import open_warehouse


class Marts:
    """The marts of a house, as somebody sees them who waits for nobody."""

    def __init__(self, house: House) -> None:
        self._house = house
        url = house.settings.postgres_url
        assert url is not None, "these tests are about PostgreSQL"
        self.url = url.get_secret_value()

    def digests(self) -> dict[str, tuple[int, int]]:
        """Everything in them."""
        with open_warehouse(self._house.settings, read_only=True) as warehouse:
            return digests(warehouse)

    def glance(self) -> tuple[int, ...]:
        """Numbers of rows that differ between any two builds with different rounds; fails rather than wait."""
        counts = [
            f"(SELECT count(*) FROM marts.{mart})" for mart in ("dim_rounds", "fct_lives", "fct_shots", "fct_repairs")
        ]
        query = f"SELECT {', '.join(counts)}, (SELECT sum(round_count) FROM marts.dim_players)"
        with psycopg.connect(self.url, options="-c statement_timeout=1000") as connection:
            row = connection.execute(query.encode()).fetchone()
        assert row is not None
        return tuple(int(number) for number in row)

    def places(self) -> dict[str, list[tuple[str, str]]]:
        """Mart → where each row lies and who wrote it."""
        with psycopg.connect(self.url) as connection:
            names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'marts'").fetchall()
            query = "SELECT ctid::text, xmin::text FROM marts.{} ORDER BY ctid"
            return {name: connection.execute(query.format(name).encode()).fetchall() for (name,) in names}
