"""Runs numbered trials in a few processes.

Does not belong here: what a trial does.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

OnProgress = Callable[[int, int], None]
Result = TypeVar("Result")

# For processes that are killed: those of the fork server have the imports already, which take longer than a load.
# Nothing imported here may start threads of Polars: a child that is forked beside them waits for them for ever.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["soak.kills.child", "soak.histories"])


def each_trial(trial: Callable[[int], Result], count: int, on_progress: OnProgress) -> Iterator[Result]:
    """`trial(0)` … `trial(count - 1)`, in order, on all cores. `trial` has to be importable."""
    workers = min(count, os.cpu_count() or 1)
    if workers <= 1:
        for number in range(count):
            yield trial(number)
            on_progress(number + 1, count)
        return
    # Short trials come in handfuls, long ones are few: one by one, or a core would be left with them at the end.
    chunk = max(1, min(4, count // (8 * workers)))
    # The processes share the cores; threads of Polars would only stand in each other's way.
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        for number, result in enumerate(pool.map(trial, range(count), chunksize=chunk)):
            yield result
            on_progress(number + 1, count)
