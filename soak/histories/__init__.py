"""Random histories of arrivals: whatever came when, in the end the warehouse holds the same.

Each history takes an archive, lets its files come in any order, in parts, as copies, grow while they are read and go
away again, with loads in between, and compares every table with those of a warehouse that got everything at once.
Does not belong here: loads that die (`soak.kills`).
"""

import time
from functools import cache, partial
from random import Random

from soak.digest import Digest, differences
from soak.histories.contents import archive
from soak.histories.play import Player
from soak.histories.steps import draw_steps
from soak.outcome import Outcome
from soak.site import Site, scratch_folder
from soak.workers import OnProgress, each_trial

ARCHIVES, ARCHIVES_WITH_MARTS = 16, 2
#: dbt takes seconds, so that only one history in so many builds the marts, too.
MARTS_EVERY = 100


def run(count: int, seed: int, on_progress: OnProgress, *, marts_every: int = MARTS_EVERY) -> Outcome:
    """Play `count` histories. History number `n` of a run is history number 0 of a run with the seed `seed + n`."""
    start = time.perf_counter()
    done = {"histories": 0, "loads": 0, "histories with marts": 0}
    failures: list[str] = []
    for loads, has_marts, failure in each_trial(partial(play, seed, marts_every), count, on_progress):
        done["histories"] += 1
        done["loads"] += loads
        done["histories with marts"] += has_marts
        failures += failure
    return Outcome("histories", done, seed, tuple(failures), time.perf_counter() - start)


def play(first_seed: int, marts_every: int, number: int) -> tuple[int, bool, list[str]]:
    """Play one history: the number of its loads, whether marts were built, and what was wrong."""
    seed = first_seed + number
    with_marts = marts_every > 0 and seed % marts_every == 0
    chance = Random(seed)
    # The simplest history of each archive is played once a process, and one with marts takes long.
    archive_seed = chance.randrange(ARCHIVES_WITH_MARTS if with_marts else ARCHIVES)
    contents = archive(archive_seed)
    steps = draw_steps(chance, contents)
    with scratch_folder() as folder:
        site = Site(folder)
        player = Player(site, contents, chance)
        try:
            middle = chance.randrange(len(steps))
            for place, step in enumerate(steps):
                player.play(step)
                if with_marts and player.loads and place >= middle:
                    site.build_marts()
                    middle = len(steps)
            player.end()
            if with_marts:
                site.build_marts()
            wrong = differences(simplest(archive_seed, with_marts), site.digest(with_marts=with_marts))
        except Exception as error:  # noqa: BLE001 -- an error of any kind is what is looked for
            wrong = [f"{type(error).__name__}: {error}"]
    told = "; ".join(map(str, steps))
    return player.loads, with_marts, [f"seed {seed}: {'; '.join(wrong)} -- steps: {told}"] if wrong else []


@cache
def simplest(archive_seed: int, with_marts: bool) -> Digest:
    """The digest of the simplest history: everything at once, each file under all its names."""
    with scratch_folder() as folder:
        site = Site(folder)
        for content in archive(archive_seed):
            for path in content.paths:
                site.put(path, content.data, 1_795_000_000_000_000_000)
        site.load()
        if with_marts:
            site.build_marts()
        # What is equal to it needs no reconciliation of its own.
        if wrong := site.discrepancies():
            raise AssertionError(f"everything at once: {'; '.join(wrong)}")
        return site.digest(with_marts=with_marts)
