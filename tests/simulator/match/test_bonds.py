"""Planted effects: the same people play the same maps with and without a bond, and the bond is the difference."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from tests.simulator.match.plans import make_plan, play

from proximity.simulator.match.people import Bond, Bonds
from proximity.simulator.match.truth import RoundTruth
from proximity.simulator.match.truth.events import Died, Hit, Revived
from proximity.simulator.match.truth.frames import COLUMNS

PAIRS = ((0, 2), (4, 6), (8, 10), (1, 3), (5, 7), (9, 11))
"""Everybody, two by two, each pair on one side; people 0, 1, 6 and 7 are medics."""
STRENGTH = 0.9
KINDS = ("focus", "company", "trade", "care")
ROUNDS = 6
HEALTH = COLUMNS.index("health")


@cache
def rounds(kind: str) -> tuple[RoundTruth, ...]:
    """Rounds in which everybody has a bond of this kind with his partner; of no kind, in which all are strangers."""
    strengths = {name: STRENGTH if name == kind else 0.0 for name in KINDS}
    bonds = Bonds(tuple(Bond(one, other, **strengths) for one, other in PAIRS))
    return tuple(play(replace(make_plan(seed, seconds=150), bonds=bonds)) for seed in range(ROUNDS))


def crossfires(truth: RoundTruth) -> int:
    """Hits of a partner within a second after one's own on the same enemy."""
    last: dict[tuple[int, int], int] = {}
    count = 0
    for hit in truth.of(Hit):
        if hit.attacker < 0 or hit.is_team_hit or hit.is_body_hit:
            continue
        count += hit.time_ms - last.get((_partner(hit.attacker), hit.target), -9999) <= 1000
        last[hit.attacker, hit.target] = hit.time_ms
    return count


def revenge(truth: RoundTruth) -> int:
    """Kills of whoever killed the partner less than five seconds ago."""
    killed_by: dict[int, tuple[int, int]] = {}
    count = 0
    for death in truth.of(Died):
        killer, when = killed_by.get(_partner(death.killer), (-1, 0)) if death.killer >= 0 else (-1, 0)
        count += killer == death.player and death.time_ms - when <= 5000
        killed_by[death.player] = (death.killer, death.time_ms)
    return count


def own_revives(truth: RoundTruth) -> int:
    """Revives of the partner."""
    return sum(_partner(revive.medic) == revive.player for revive in truth.of(Revived))


def closeness(truth: RoundTruth) -> float:
    """How often living partners are within 400 units of each other."""
    frames = truth.frames
    assert frames is not None
    near = []
    for one, other in PAIRS:
        first, second = (frames.of_player(player) for player in (one, other))
        first, second = (rows[rows[:, HEALTH] > 0] for rows in (first, second))
        _, here, there = np.intersect1d(first[:, 0], second[:, 0], return_indices=True)
        near.append(np.hypot(*(first[here, 3:5] - second[there, 3:5]).T) < 400)
    return float(np.concatenate(near).mean())


def _partner(player: int) -> int:
    return next(other for pair in PAIRS if player in pair for other in pair if other != player)


@pytest.mark.parametrize(
    ("kind", "effect", "times"),
    [("focus", crossfires, 1.5), ("company", closeness, 1.2), ("trade", revenge, 1.1), ("care", own_revives, 1.5)],
    ids=KINDS,
)
def test_a_bond_shows_in_what_it_is_about(kind: str, effect: Callable[[RoundTruth], float], times: float) -> None:
    bonded, strangers = (sum(map(effect, rounds(which))) for which in (kind, "none"))
    assert bonded > times * strangers > 0
