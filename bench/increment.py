"""What one round more costs when many rounds are loaded, against when few are.

Both warehouses are kept, and get the same new round in turn. Does not belong here: the first build (`bench.build`,
`bench.postgres_build`).
"""

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bench.building import Site
from bench.child import Measured
from bench.figures import Figure, Number, Target


@dataclass(frozen=True)
class Warehouse:
    """A site with rounds in it, and what builds it."""

    site: Site
    build: Callable[[], Measured]


def measure(folder: Path, few: int, many: int, repetitions: int, on_step: Callable[[], None]) -> list[Figure]:
    """The two figures of an increment on DuckDB; `on_step` is called `steps(repetitions)` times."""
    sites = {count: Site(folder / f"{count}-rounds") for count in (few, many)}
    for count, site in sites.items():
        site.clear()
        site.add_rounds(count)
        site.build()
        on_step()
    warehouses = {count: Warehouse(site, site.build) for count, site in sites.items()}
    growth = growing("One round more", warehouses, repetitions, on_step)
    for site in sites.values():
        site.clear()
    return [growth, replace(growth, name="One round more, time", target=Target("<=", 12, of="number"))]


def steps(repetitions: int) -> int:
    """How often `measure` reports progress."""
    return 2 + growing_steps(repetitions)


def growing(name: str, warehouses: Mapping[int, Warehouse], repetitions: int, on_step: Callable[[], None]) -> Figure:
    """The figure of the growth. `warehouses`: by the number of their rounds, few and many; `on_step` is called
    `growing_steps(repetitions)` times."""
    few, many = sorted(warehouses)
    seconds: dict[int, list[float]] = {few: [], many: []}
    for repetition in range(repetitions + 1):
        for count, warehouse in warehouses.items():
            # Numbered after the larger warehouse's rounds, so that both get the same file.
            warehouse.site.add_rounds(1, first=many + repetition)
            built = warehouse.build()
            if repetition:  # the first warms up
                seconds[count].append(built.seconds)
            on_step()
    numbers = [Number(f"with {count:,} loaded", statistics.median(seconds[count]), "s") for count in (many, few)]
    return Figure(f"{name}, growth", f"{many:,} rounds loaded against {few:,}", *numbers, Target("<=", 1.2))


def growing_steps(repetitions: int) -> int:
    """How often `growing` reports progress."""
    return 2 * (repetitions + 1)
