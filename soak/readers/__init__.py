"""Readers beside rebuilds: what they read is whole and of one moment, however often rounds are loaded and marts built.

Belongs here: what must hold of the marts at every moment (`invariants`), the processes that read (`watching`), and the
rebuilds beside them. Does not belong here: killed loads (`soak.kills`).
"""

import time

from soak.outcome import Outcome
from soak.readers.duckdb import DuckDbReaders
from soak.readers.rebuilding import Reading, read_beside_rebuilds
from soak.site import Site, scratch_folder
from soak.workers import OnProgress


def run(count: int, seed: int, on_progress: OnProgress, reading: Reading | None = None) -> Outcome:
    """Rebuild `count` times beside readers of the published file of DuckDB."""
    start = time.perf_counter()
    with scratch_folder() as folder:
        site = Site(folder)
        assert site.settings.published_path, "DuckDB publishes"
        readers = DuckDbReaders(site.settings.published_path)
        done, failures = read_beside_rebuilds(site, readers, count, seed, on_progress, reading or Reading())
    return Outcome("readers", dict(done), seed, tuple(failures), time.perf_counter() - start)
