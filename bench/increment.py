"""Part 3: what one round more costs when many rounds are loaded, against when few are.

Both warehouses are kept, and get the same new round in turn. Does not belong here: the first build (`bench.build`).
"""

import statistics
from collections.abc import Callable
from pathlib import Path

from bench.building import Site
from bench.figures import Figure, Number, Target


def measure(folder: Path, few: int, many: int, repetitions: int, on_step: Callable[[], None]) -> list[Figure]:
    """The two figures of an increment; `on_step` is called `steps(repetitions)` times."""
    sites = {few: Site(folder / f"{few}-rounds"), many: Site(folder / f"{many}-rounds")}
    for count, site in sites.items():
        site.clear()
        site.add_rounds(count)
        site.build()
        on_step()
    seconds: dict[int, list[float]] = {few: [], many: []}
    for repetition in range(repetitions + 1):
        for count, site in sites.items():
            # Numbered after the larger warehouse's rounds, so that both get the same file.
            site.add_rounds(1, first=many + repetition)
            built = site.build()
            if repetition:  # the first warms up
                seconds[count].append(built.seconds)
            on_step()
    for site in sites.values():
        site.clear()
    return _figures(few, many, {count: statistics.median(values) for count, values in seconds.items()})


def steps(repetitions: int) -> int:
    """How often `measure` reports progress."""
    return 2 + 2 * (repetitions + 1)


def _figures(few: int, many: int, seconds: dict[int, float]) -> list[Figure]:
    scale = f"{many:,} rounds loaded against {few:,}"
    numbers = [Number(f"with {count:,} loaded", seconds[count], "s") for count in (many, few)]
    return [
        Figure("One round more, growth", scale, *numbers, Target("<=", 1.2)),
        Figure("One round more, time", scale, *numbers, Target("<=", 12, of="number")),
    ]
