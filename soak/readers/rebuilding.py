"""Rebuilds the marts again and again while processes read them, and judges what they saw.

Does not belong here: which engine, what arrives.
"""

import multiprocessing
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.context import SpawnProcess
from multiprocessing.queues import Queue

from proximity.loading import load_rounds
from proximity.publishing import publish_marts
from proximity.transforming import build_marts
from proximity.warehouse import open_warehouse
from soak.readers.growing import arrive
from soak.readers.watching import Readers, Seen, state_of, watch
from soak.site import Site
from soak.workers import OnProgress

PROCESSES = multiprocessing.get_context("spawn")
LONGEST_WAIT = 120


@dataclass(frozen=True)
class Reading:
    """How much is read: by so many processes, `reads_each` times as often as is rebuilt, each with `pause` seconds
    between its reads. Rebuilding goes on until there were so many."""

    processes: int = 2
    reads_each: int = 200
    pause: float = 0.0


def read_beside_rebuilds(
    site: Site,
    readers: Readers,
    count: int,
    seed: int,
    on_progress: OnProgress,
    reading: Reading,
) -> tuple[Counter[str], list[str]]:
    """At least `count` rebuilds beside that reading: what was counted, and what was wrong."""
    states, changes = [_rebuild(site, 0)], Counter[str]()
    counter, is_over = PROCESSES.Value("q", 0), PROCESSES.Event()
    results: Queue[Seen] = PROCESSES.Queue()
    watching = [
        PROCESSES.Process(target=watch, args=(readers, seed + number, reading.pause, counter, is_over, results))
        for number in range(reading.processes)
    ]
    for process in watching:
        process.start()
    try:
        while len(states) <= count or counter.value < count * reading.reads_each:
            before = _rounds(site)
            states.append(_rebuild(site, len(states)))
            changes += _changes(before, _rounds(site))
            on_progress(min(len(states) - 1, count), count)
            if not all(process.is_alive() for process in watching):
                break
    finally:
        is_over.set()
    done, failures = _judged(states, _collected(watching, results))
    return done + changes, failures


def _rebuild(site: Site, number: int) -> str:
    arrive(site, number)
    load_rounds(site.settings)
    build_marts(site.settings)
    publish_marts(site.settings)
    with open_warehouse(site.settings, read_only=True) as warehouse:
        return state_of(warehouse.query)


def _rounds(site: Site) -> dict[str, str]:
    with open_warehouse(site.settings, read_only=True) as warehouse:
        return dict(warehouse.query("SELECT round_id, round_revision FROM marts.dim_rounds"))


def _changes(before: dict[str, str], after: dict[str, str]) -> Counter[str]:
    """What a rebuild has done to rounds."""
    replaced = [key for key in before.keys() & after.keys() if before[key] != after[key]]
    numbers = {
        "rounds added": len(after.keys() - before.keys()),
        "rounds replaced": len(replaced),
        "rounds removed": len(before.keys() - after.keys()),
    }
    return Counter(numbers)


def _collected(processes: Sequence[SpawnProcess], results: "Queue[Seen]") -> list[Seen]:
    seen = [results.get(timeout=LONGEST_WAIT) for _ in processes]
    for process in processes:
        process.join(LONGEST_WAIT)
    return seen


def _judged(states: Sequence[str], seen: Sequence[Seen]) -> tuple[Counter[str], list[str]]:
    """A reader sees states that a rebuild has left, and never goes back."""
    failures = [failure for one in seen for failure in one.failures]
    for one in seen:
        if unknown := [state for state in one.states if state not in states]:
            failures.append(f"{len(unknown)} states that no rebuild has left, the first: {unknown[0][:500]}")
        order = [states.index(state) for state in one.states if state in states]
        if order != sorted(order):
            failures.append(f"a reader went back: {order}")
    if len(set(states)) < len(states):
        failures.append("rebuilds that change nothing prove nothing")
    done = Counter({"reads": sum(one.reads for one in seen), "rebuilds": len(states) - 1})
    return done + Counter({"states seen": len({state for one in seen for state in one.states})}), failures
