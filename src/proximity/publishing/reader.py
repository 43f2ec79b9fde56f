"""Reads the published marts in a process that lives long: each block sees one publication, the next block the newest.

Needs nothing but DuckDB: neither the pipeline nor its settings. Does not belong here: queries.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from proximity.publishing.marts import SCHEMA
from proximity.publishing.shelf import PublicationError

#: A file may be gone between reading the link and opening it, if two publications come in that time.
MOST_ATTEMPTS = 10


class PublishedMarts:
    """The marts behind the link at `link`; threads may share it.

    marts = PublishedMarts(settings.published_path)
    with marts.reading() as connection:
        connection.execute("SELECT count(*) FROM marts.fct_kills")
    """

    def __init__(self, link: Path) -> None:
        self._link = link
        self._connection = duckdb.connect()
        self._connection.execute("SET GLOBAL TimeZone = 'UTC'")
        self._lock = threading.Lock()
        self._current: Path | None = None
        self._readers: Counter[Path] = Counter()

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection for one thread to the newest publication; whatever is published meanwhile, it stays with that.

        Raises:
            PublicationError: nothing has been published yet, or it cannot be opened.
        """
        generation = self._enter()
        try:
            with self._connection.cursor() as cursor:
                cursor.execute(f'USE "{_alias(generation)}".{SCHEMA}')
                yield cursor
        finally:
            self._leave(generation)

    def close(self) -> None:
        """Close every file."""
        self._connection.close()

    def _enter(self) -> Path:
        with self._lock:
            before = self._current
            self._current = self._newest()
            self._readers[self._current] += 1
            if before and before != self._current and not self._readers[before]:
                self._detach(before)
            return self._current

    def _leave(self, generation: Path) -> None:
        with self._lock:
            self._readers[generation] -= 1
            if generation != self._current and not self._readers[generation]:
                self._detach(generation)

    def _newest(self) -> Path:
        """The file that the link leads to, attached."""
        for _ in range(MOST_ATTEMPTS):
            target = self._link.resolve()
            if target == self._current:
                return target
            try:
                self._connection.execute(f"ATTACH '{_quoted(target)}' AS \"{_alias(target)}\" (READ_ONLY)")
            except duckdb.IOException as error:
                if target.exists():
                    raise PublicationError(f"{target} cannot be read: {str(error).splitlines()[0]}") from error
                continue
            return target
        raise PublicationError(f"No marts are published at {self._link} yet. Run `proximity build` first.")

    def _detach(self, generation: Path) -> None:
        self._connection.execute(f'DETACH "{_alias(generation)}"')
        del self._readers[generation]


def _alias(generation: Path) -> str:
    return f"generation of {generation.name}"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
