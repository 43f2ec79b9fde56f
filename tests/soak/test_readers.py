"""Readers beside rebuilds see whole states only: a short run of the soak, and that it would notice.

Does not belong here: the single invariants.
"""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from soak.readers import served
from soak.readers.growing import grown
from soak.readers.invariants import Execute
from soak.readers.rebuilding import Reading, _judged
from soak.readers.watching import MOST_FAILURES, STATE, Moment, Seen, watch

from soak import readers

#: Else the readers take half of the machine from the other tests.
SPARSELY = Reading(processes=1, reads_each=10, pause=0.3)


def no_progress(done: int, total: int) -> None:
    pass


def test_processes_that_read_the_published_file_see_every_rebuild_whole() -> None:
    outcome = readers.run(2, 20261123, no_progress, SPARSELY)
    assert outcome.failures == ()
    assert outcome.done["rebuilds"] >= 2
    assert outcome.done["reads"] >= 20
    assert outcome.done["states seen"] >= 2


def test_sessions_of_postgresql_see_every_rebuild_whole() -> None:
    outcome = served.run(3, 20261123, no_progress, SPARSELY)
    assert outcome.failures == ()
    assert outcome.done["rebuilds"] >= 3
    assert outcome.done["reads"] >= 30
    assert outcome.done["states seen"] >= 2
    assert min(outcome.done[f"rounds {change}"] for change in ("added", "replaced", "removed")) > 0


def test_the_round_that_grows_has_more_rows_each_time_and_never_fewer_bytes() -> None:
    files = [grown(number) for number in (0, 1, 30, 59, 60, 500)]
    assert len({len(file) for file in files}) == len(files)
    assert sorted(files, key=len) == files
    assert all(file.startswith(b"# PROXIMITY_TRACKER_V4") for file in files)


@dataclass
class MadeUpMarts:
    """Answers like a database; `rows` of the first state query change as told."""

    states: list[str]
    breach: bool = False
    asked: int = field(default=0)

    @contextmanager
    def opened(self) -> Iterator[Moment]:
        @contextmanager
        def moment() -> Iterator[Execute]:
            yield self.execute

        yield moment

    def execute(self, query: str) -> list[tuple]:
        if "information_schema" in query:
            tables = ("dim_rounds", "dim_players", "dim_maps", "fct_engagements")
            return [(table, "round_id") for table in tables]
        if query == STATE[0]:
            self.asked += 1
            return [(self.states[min(self.asked, len(self.states)) - 1],)]
        return [(1,)] if self.breach and "exists" in query else []


def watched(marts: MadeUpMarts, reads: int) -> Seen:
    """What a process that watches these marts would report."""
    is_over, counter = multiprocessing.Event(), multiprocessing.Value("q", 0)
    results: multiprocessing.SimpleQueue[Seen] = multiprocessing.SimpleQueue()
    execute = marts.execute

    def execute_so_often(query: str) -> list[tuple]:
        if counter.value >= reads - 1:
            is_over.set()
        return execute(query)

    marts.execute = execute_so_often  # type: ignore[method-assign]
    watch(marts, 1, 0.0, counter, is_over, results)  # type: ignore[arg-type]
    return results.get()


def test_a_watcher_reports_what_it_saw() -> None:
    seen = watched(MadeUpMarts(["a", "a", "b", "b", "a", "a"]), 3)
    assert (seen.reads, len(seen.states), seen.failures) == (3, 3, [])
    assert seen.states[0] == seen.states[2] != seen.states[1]


def test_a_watcher_reports_what_does_not_hold_and_gives_up_after_some_time() -> None:
    seen = watched(MadeUpMarts(["a"], breach=True), 1000)
    assert any("fct_engagements.round_id is in dim_rounds" in failure for failure in seen.failures)
    assert len(seen.failures) >= MOST_FAILURES
    assert seen.reads < 10


def test_a_watcher_reports_marts_that_change_within_a_block() -> None:
    seen = watched(MadeUpMarts(["a", "b"]), 1)
    assert seen.failures == ["read 1: the marts have changed within a block"]


def test_a_watcher_reports_errors() -> None:
    marts = MadeUpMarts([])
    seen = watched(marts, 1)
    assert [failure for failure in seen.failures if "IndexError" in failure]


@pytest.mark.parametrize(
    ("states", "seen", "failure"),
    [
        (["a", "b"], ["a", "x"], "states that no rebuild has left"),
        (["a", "b"], ["b", "a"], "went back"),
        (["a", "a"], ["a"], "prove nothing"),
    ],
)
def test_states_that_cannot_be_are_failures(states: list[str], seen: list[str], failure: str) -> None:
    done, failures = _judged(states, [Seen(reads=1, states=seen)])
    assert any(failure in found for found in failures)
    assert _judged(["a", "b"], [Seen(reads=1, states=["a", "b"])])[1] == []
    assert done["reads"] == 1
