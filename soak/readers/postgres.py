"""Readers of PostgreSQL: sessions at the isolation level that `bi_reader` has.

Does not belong here: what they ask.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from soak.readers.invariants import Execute
from soak.readers.watching import Moment


@dataclass(frozen=True)
class PostgresReaders:
    """They read the database at `url`."""

    url: str

    @contextmanager
    def opened(self) -> Iterator[Moment]:
        """Each block is one transaction."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True

            @contextmanager
            def moment() -> Iterator[Execute]:
                with connection.transaction():
                    yield lambda query: connection.execute(query.encode()).fetchall()

            yield moment
