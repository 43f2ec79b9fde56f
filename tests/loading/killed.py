"""A load in a process of its own, to be killed.

Does not belong here: anything that a process of its own does not need, because it imports this module.
"""

import multiprocessing
import signal
import time
from multiprocessing.synchronize import Event
from pathlib import Path

from proximity.loading import load
from proximity.settings import Settings

# Children of the fork server have the imports already, which take longer than the load.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__])


def load_in_small_batches(raw_dir: Path, data_dir: Path, is_ready: Event) -> None:
    load.BATCH_FILES = 2
    settings = Settings(raw_dir=raw_dir, data_dir=data_dir, duckdb_path=None, target="duckdb")
    is_ready.set()
    load.load_rounds(settings)


def load_and_kill(raw_dir: Path, data_dir: Path, after: float) -> bool:
    """Start a load, kill it after so many seconds; True if it was not done by then."""
    is_ready = PROCESSES.Event()
    process = PROCESSES.Process(target=load_in_small_batches, args=(raw_dir, data_dir, is_ready))
    process.start()
    assert is_ready.wait(timeout=60)
    time.sleep(after)
    process.kill()
    process.join()
    return process.exitcode == -signal.SIGKILL
