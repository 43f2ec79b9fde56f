"""A process that reads the marts again and again: what it saw, and what did not hold.

Belongs here: one read is one moment, in which some invariants are asked, drawn by chance, and what state of the marts
that was. Does not belong here: which states there may be, how an engine is read.
"""

import multiprocessing
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from random import Random
from typing import Protocol

from soak.readers.invariants import Execute, breaches, drawn, invariants_of, read_tables

#: Asked in one read: a quarter of all, so that reads are many.
INVARIANTS_A_READ = 25
MOST_FAILURES = 10

Moment = Callable[[], AbstractContextManager[Execute]]

#: What tells one state of the marts from the next, in SQL that both engines run.
STATE = (
    "select round_id, round_revision from marts.dim_rounds order by round_id",
    "select player_id, engagement_count, kills from marts.agg_players order by player_id",
)


class Readers(Protocol):
    """How an engine is read; it is sent to the process that reads."""

    def opened(self) -> AbstractContextManager[Moment]:
        """Gives blocks of which each sees one state of the marts."""


@dataclass
class Seen:
    """`states`: whenever it was another than before; `failures`: at most a few, in words."""

    reads: int = 0
    states: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def watch(
    readers: Readers, seed: int, pause: float, counter: "Synchronized[int]", is_over: Event, results: "Queue[Seen]"
) -> None:
    """Read until it is over, or too much was wrong, with `pause` seconds between reads; counts every read for all to
    see."""
    seen, chance = Seen(), Random(seed)
    parent = multiprocessing.parent_process()
    with readers.opened() as moment:
        # Nobody says that it is over if the soak was killed.
        while not is_over.wait(pause) and len(seen.failures) < MOST_FAILURES and (parent is None or parent.is_alive()):
            try:
                with moment() as execute:
                    _read(execute, chance, seen)
            except Exception as error:  # noqa: BLE001 -- an error of any kind is what is looked for
                seen.failures.append(f"seed {seed}, read {seen.reads}: {type(error).__name__}: {error}")
            with counter.get_lock():
                counter.value += 1
    results.put(seen)


def state_of(execute: Execute) -> str:
    """The state of the marts at the moment of the block."""
    return repr([[tuple(map(str, row)) for row in execute(query)] for query in STATE])


def _read(execute: Execute, chance: Random, seen: Seen) -> None:
    state = state_of(execute)
    found = breaches(execute, drawn(invariants_of(read_tables(execute)), INVARIANTS_A_READ, chance))
    # Asked again at the end: the block has seen nothing but this state.
    is_one_moment = state_of(execute) == state
    seen.reads += 1
    seen.failures += [f"read {seen.reads}: not so: {name}" for name in found]
    if not is_one_moment:
        seen.failures.append(f"read {seen.reads}: the marts have changed within a block")
    if state not in seen.states[-1:]:
        seen.states.append(state)
