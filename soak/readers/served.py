"""Readers of a PostgreSQL server beside rebuilds.

Does not belong here: DuckDB, whose readers open what is published (`soak.readers`).
"""

import time

from postgres_server import database_server
from soak.outcome import Outcome
from soak.readers.postgres import PostgresReaders
from soak.readers.rebuilding import Reading, read_beside_rebuilds
from soak.site import Site, scratch_folder
from soak.workers import OnProgress


def run(count: int, seed: int, on_progress: OnProgress, reading: Reading | None = None) -> Outcome:
    """Rebuild `count` times beside readers in sessions of their own."""
    start = time.perf_counter()
    with scratch_folder() as folder, database_server() as server, server.database() as url:
        site, readers = Site(folder, url), PostgresReaders(url)
        done, failures = read_beside_rebuilds(site, readers, count, seed, on_progress, reading or Reading())
    return Outcome("readers-pg", dict(done), seed, tuple(failures), time.perf_counter() - start)
