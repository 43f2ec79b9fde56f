"""Times two or more things in turn, so that whatever disturbs the machine disturbs all of them.

Does not belong here: what is timed.
"""

import statistics
import time
from collections.abc import Callable, Mapping

Work = Callable[[], object]


def interleaved_medians(works: Mapping[str, Work], repetitions: int, on_step: Callable[[], None]) -> dict[str, float]:
    """Median wall seconds of each work: once unmeasured to warm up, then A B A B … `repetitions` times."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for repetition in range(repetitions + 1):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            if repetition:
                seconds[name].append(time.perf_counter() - start)
            on_step()
    return {name: statistics.median(values) for name, values in seconds.items()}
