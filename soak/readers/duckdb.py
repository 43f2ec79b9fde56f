"""Readers of DuckDB: processes that open what is published.

Does not belong here: what they ask.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from proximity.publishing import PublishedMarts
from soak.readers.invariants import Execute
from soak.readers.watching import Moment


@dataclass(frozen=True)
class DuckDbReaders:
    """They follow the link at `link`."""

    link: Path

    @contextmanager
    def opened(self) -> Iterator[Moment]:
        """Each block stays with one publication."""
        marts = PublishedMarts(self.link)

        @contextmanager
        def moment() -> Iterator[Execute]:
            with marts.reading() as connection:
                yield lambda query: connection.execute(query).fetchall()

        try:
            yield moment
        finally:
            marts.close()
