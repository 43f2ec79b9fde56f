"""A load, or a whole build, in a process of its own that dies on the way.

Does not belong here: anything that such a process does not need, because it imports this module.
"""

import signal
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from unittest.mock import patch

from proximity.loading import load
from soak.kills.evening import BATCH_FILES
from soak.kills.moments import Moment, armed
from soak.site import Site
from soak.workers import PROCESSES

#: A process that has not started, or not ended, by then hangs.
LONGEST_WAIT = 120


def killed_at(folder: Path, moment: Moment) -> bool:
    """Load in a process that kills itself at the moment; False if the moment never came."""
    return _ended_by_kill(_start(_load_armed, folder, moment))


def killed_after(folder: Path, seconds: float, *, with_marts: bool = False) -> bool:
    """Load in a process that is killed after so many seconds of work; False if it was done by then."""
    is_ready = PROCESSES.Event()
    process = _start(_load_announced, folder, is_ready, with_marts)
    if not is_ready.wait(LONGEST_WAIT):
        raise TimeoutError("the process to be killed did not start")
    time.sleep(seconds)
    process.kill()
    return _ended_by_kill(process)


def _start(target: Callable[..., None], *arguments: object) -> ForkServerProcess:
    process = PROCESSES.Process(target=target, args=arguments)
    process.start()
    return process


def _ended_by_kill(process: ForkServerProcess) -> bool:
    process.join(LONGEST_WAIT)
    code = process.exitcode
    process.kill()
    process.close() if code is not None else None
    if code not in (0, -signal.SIGKILL):
        raise RuntimeError(f"the process to be killed ended with exit code {code}")
    return code == -signal.SIGKILL


def _load_armed(folder: Path, moment: Moment) -> None:
    with armed(moment), patch.object(load, "BATCH_FILES", BATCH_FILES):
        load.load_rounds(Site(folder).settings)


def _load_announced(folder: Path, is_ready: Event, with_marts: bool) -> None:
    site = Site(folder)
    is_ready.set()
    with patch.object(load, "BATCH_FILES", BATCH_FILES):
        load.load_rounds(site.settings)
    if with_marts:
        site.build_marts()
