"""How long callbacks take: the module's code, and what it costs the host to call it.

Does not belong here: judging the figures.
"""

from __future__ import annotations

import time
from array import array
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Summary:
    """Figures of one callback, in milliseconds."""

    calls: int
    mean_ms: float
    p50_ms: float
    p99_ms: float
    max_ms: float


@dataclass
class Timings:
    """Durations in nanoseconds by callback, in the order of the calls; kept only while `is_on`.

    `clock` counts nanoseconds: wall time, or CPU time with `time.thread_time_ns`.
    """

    is_on: bool = False
    clock: Callable[[], int] = time.perf_counter_ns
    durations_ns: dict[str, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("q")))

    def measure(self, callback: str, function: Callable[..., Any], arguments: tuple[int | str, ...]) -> Any:
        """Call `function(callback, *arguments)` and keep how long it took."""
        if not self.is_on:
            return function(callback, *arguments)
        start = self.clock()
        try:
            return function(callback, *arguments)
        finally:
            self.durations_ns[callback].append(self.clock() - start)

    def summary(self, callback: str) -> Summary:
        """Figures of all calls so far; KeyError if there was none."""
        values = sorted(self.durations_ns[callback])
        if not values:
            raise KeyError(callback)
        p50, p99 = (values[min(len(values) - 1, int(share * len(values)))] / 1e6 for share in (0.5, 0.99))
        return Summary(len(values), sum(values) / len(values) / 1e6, p50, p99, values[-1] / 1e6)
