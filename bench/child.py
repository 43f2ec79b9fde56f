"""Runs commands as child processes and measures wall time and peak memory.

Each command is started by a small launcher process (this file): Linux counts the memory of the process that starts a
child into the child's peak, and the bench itself is larger than what it measures.
Does not belong here: which commands.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

#: The targets are stated for two cores; on a larger machine a child gets no more.
CORES = 2
BYTES_A_KILOBYTE = 1024
LAST_WORDS = 2000


@dataclass(frozen=True)
class Measured:
    """Wall seconds from start to exit, and peak resident bytes of the largest process of the child's tree."""

    seconds: float
    peak_bytes: int


class ChildFailedError(RuntimeError):
    """A measured command did not end with exit code 0; the message holds the end of what it said."""


def run(command: list[str], environment: dict[str, str]) -> Measured:
    """Run a command on two cores, with `environment` added to that of this process.

    Raises:
        ChildFailedError: the exit code was not 0.
    """
    launcher = [sys.executable, "-S", str(Path(__file__)), *command]
    done = subprocess.run(launcher, env=os.environ | environment, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout.splitlines()[-1]) if done.stdout.strip() else {}
    if report.get("code") != 0:
        raise ChildFailedError(f"{' '.join(command)}\n{done.stderr[-LAST_WORDS:]}")
    return Measured(report["seconds"], report["peak_bytes"])


def cores() -> list[int]:
    """The cores that a child may use; empty where a process cannot be bound to cores."""
    return sorted(os.sched_getaffinity(0))[:CORES] if hasattr(os, "sched_getaffinity") else []


def _launch(command: list[str]) -> dict[str, float]:
    if bound := cores():
        os.sched_setaffinity(0, bound)
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    # macOS counts bytes, everybody else kilobytes.
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else BYTES_A_KILOBYTE)
    return {"code": os.waitstatus_to_exitcode(status), "seconds": seconds, "peak_bytes": peak}


if __name__ == "__main__":
    print(json.dumps(_launch(sys.argv[1:])))
