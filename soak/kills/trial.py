"""One trial: a process is killed, what it left is looked at, and the next load finishes its work.

Does not belong here: how many trials, and what an undisturbed load gives.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from unittest.mock import patch

from proximity.loading import load
from soak.digest import RoundRows, differences
from soak.kills.child import killed_after, killed_at
from soak.kills.evening import BATCH_FILES, Expected, visible
from soak.kills.moments import SIDES, Moment, all_steps
from soak.kills.reader import Reader
from soak.site import Site, scratch_folder

#: Steps that come for every file come more than once.
OCCURRENCES = (1, 1, 1, 2, 3, 4)
#: Steps that never come, and processes that were done before they could be killed, are drawn again.
MOST_DRAWS = 100


@dataclass(frozen=True)
class Plan:
    """`template`: folder of the site before the load; `expected`: what an undisturbed load gives; `build`: the same of
    a build with marts, of which every `build_every`-th trial kills one; every `reader_every`-th has a reader."""

    template: Path
    expected: Expected
    build: Expected | None
    build_every: int
    reader_every: int


def try_once(plan: Plan, first_seed: int, number: int) -> tuple[Counter[str], list[str]]:
    """One killed process: what was counted, and what was wrong."""
    seed = first_seed + number
    chance = Random(seed)
    done: Counter[str] = Counter()
    with_marts = plan.build is not None and seed % plan.build_every == 0
    expected = plan.build if with_marts and plan.build else plan.expected
    how = ""
    try:
        if seed % plan.reader_every == 0:
            how = "reader"
            _read_while_loading(plan, done)
        for _ in range(MOST_DRAWS):
            with scratch_folder() as folder:
                site = Site(plan.template).copy_to(folder / "site")
                how, is_killed = _kill(chance, site, expected, with_marts, done)
                _look_and_finish(site, expected, with_marts)
            if is_killed:
                return done, []
        raise AssertionError(f"no process was killed in {MOST_DRAWS} attempts")
    except Exception as error:  # noqa: BLE001 -- an error of any kind is what is looked for
        return done, [f"seed {seed}: {how}: {type(error).__name__}: {error}"]


def _kill(chance: Random, site: Site, expected: Expected, with_marts: bool, done: Counter[str]) -> tuple[str, bool]:
    """Start a load or a build and kill it: how, and whether it had not finished before."""
    if not with_marts and chance.random() < 0.5:
        moment = Moment(chance.choice(all_steps()), chance.choice(SIDES), chance.choice(OCCURRENCES))
        how, is_killed, kind = f"killed {moment}", killed_at(site.folder, moment), "kills at a named step"
    else:
        after = chance.uniform(0, expected.seconds)
        how, kind = f"killed after {after:.3f} s", "kills of a build" if with_marts else "kills at a random time"
        is_killed = killed_after(site.folder, after, with_marts=with_marts)
    done[kind if is_killed else "processes that were done before"] += 1
    return how, is_killed


def _look_and_finish(site: Site, expected: Expected, with_marts: bool) -> None:
    """Nothing partial is seen, and the next run gives what an undisturbed one gives."""
    _check_state(visible(site, read_only=True), expected)
    _check("reconciliation", site.discrepancies())
    site.load()
    if with_marts:
        site.build_marts()
    _check("after the next load", differences(expected.digest, site.digest(with_marts=with_marts)))


def _read_while_loading(plan: Plan, done: Counter[str]) -> None:
    """No state that a reader sees while rounds are loaded is a partial one."""
    with scratch_folder() as folder:
        site = Site(plan.template).copy_to(folder / "site")
        with Reader(site).looking() as reader, patch.object(load, "BATCH_FILES", BATCH_FILES):
            site.load()
        done["looks of a reader"] += reader.looks
        for state in reader.seen:
            _check_state(state, plan.expected)


def _check_state(state: RoundRows, expected: Expected) -> None:
    """What is seen has to be one of the states that an undisturbed load commits."""
    if not any(all(committed[table] == rows for table, rows in state.items()) for committed in expected.states):
        raise AssertionError(f"a state that no load commits: {state}")


def _check(what: str, wrong: list[str]) -> None:
    if wrong:
        raise AssertionError(f"{what}: {'; '.join(wrong)}")
