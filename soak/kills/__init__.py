"""Loads that are killed: what a reader sees afterwards is whole, and the next load finishes the work.

Half of the processes kill themselves at a named step of the load, half are killed from outside after a random time.
Some trials have a reader in the loading process first, some kill the whole build, marts included.
Does not belong here: orders of arrival (`soak.histories`).
"""

import time
from collections import Counter
from functools import partial

from soak.kills.evening import prepared, undisturbed
from soak.kills.trial import Plan, try_once
from soak.outcome import Outcome
from soak.site import scratch_folder
from soak.workers import OnProgress, each_trial

#: dbt takes seconds, so that only one killed process in so many builds the marts, too.
BUILD_EVERY = 100
READER_EVERY = 10


def run(
    count: int, seed: int, on_progress: OnProgress, *, build_every: int = BUILD_EVERY, reader_every: int = READER_EVERY
) -> Outcome:
    """Kill `count` processes. Trial number `n` of a run is trial number 0 of a run with the seed `seed + n`."""
    start = time.perf_counter()
    done = Counter({"kills": 0})
    failures: list[str] = []
    with scratch_folder() as folder:
        before = prepared(folder / "template")
        expected = undisturbed(before.copy_to(folder / "load"))
        has_builds = build_every > 0 and any((seed + number) % build_every == 0 for number in range(count))
        build = undisturbed(before.copy_to(folder / "build"), with_marts=True) if has_builds else None
        plan = Plan(before.folder, expected, build, build_every, reader_every)
        for counted, failure in each_trial(partial(try_once, plan, seed), count, on_progress):
            done += Counter({"kills": 1}) + counted
            failures += failure
    return Outcome("kills", dict(done), seed, tuple(failures), time.perf_counter() - start)
