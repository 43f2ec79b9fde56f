"""A reader that looks at the rounds again and again while they are loaded.

Does not belong here: which states it may see.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from soak.digest import RoundRows, rows_of_rounds
from soak.site import Site


class Reader:
    """`seen`: the states of the rounds, each once and in order; `looks`: how often it looked."""

    def __init__(self, site: Site) -> None:
        self._path = str(site.settings.warehouse_path)
        self._is_done = threading.Event()
        self.seen: list[RoundRows] = []
        self.looks = 0

    @contextmanager
    def looking(self) -> Iterator["Reader"]:
        """Look from a thread of its own, through a connection of its own."""
        thread = threading.Thread(target=self._look)
        thread.start()
        try:
            yield self
        finally:
            self._is_done.set()
            thread.join()

    def _look(self) -> None:
        with duckdb.connect(self._path) as connection:
            while not self._is_done.is_set():
                connection.begin()
                # Files are no part of a transaction: path points are judged when nobody writes.
                state = rows_of_rounds(connection, with_samples=False)
                connection.rollback()
                self.looks += 1
                if state not in self.seen:
                    self.seen.append(state)
