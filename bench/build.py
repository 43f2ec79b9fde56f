"""Part 2: `proximity build` on many rounds at once, from raw files to tested marts.

Does not belong here: adding to what is loaded (`bench.increment`).
"""

import time
from collections.abc import Callable
from pathlib import Path

from bench.building import Site
from bench.child import cores
from bench.figures import Figure, Number, Target
from bench.plain_reader import read_round

MEGABYTE = 1_000_000
STEPS = 3


def measure(folder: Path, round_count: int, on_step: Callable[[], None]) -> list[Figure]:
    """Time and memory of the first build of `round_count` rounds; `on_step` is called `STEPS` times."""
    site = Site(folder)
    site.clear()
    raw_bytes = site.add_rounds(round_count)
    on_step()
    reference = seconds_to_read(site.raw)
    on_step()
    built = site.build()
    on_step()
    site.clear()
    scale = f"{round_count} rounds, {raw_bytes / MEGABYTE:.0f} MB, {len(cores()) or 'all'} cores"
    return [
        Figure(
            "First build, time",
            scale,
            Number("proximity build", built.seconds, "s"),
            Number("plain Python, reading only", reference, "s"),
            Target("<=", 60, of="number"),
        ),
        Figure(
            "First build, peak memory",
            scale,
            Number("proximity build", built.peak_bytes / MEGABYTE, "MB"),
            Number("the raw files", raw_bytes / MEGABYTE, "MB"),
            Target("<=", 2000, of="number"),
        ),
    ]


def seconds_to_read(raw: Path) -> float:
    """The reference: what a plain Python reader needs for the same files, without storing or deriving anything."""
    start = time.perf_counter()
    for path in sorted(raw.iterdir()):
        read_round(path.read_bytes())
    return time.perf_counter() - start
