"""What people notice: enemies in front of them, noise, and what a bonded partner is shooting at.

Does not belong here: what they do about it (`fighting`, `errands`).
"""

from math import sqrt

from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.soldier import Soldier

SIGHT_UNITS = 2200.0
EDGE_OF_VIEW = 0.45
"""Cosine of half the field of view."""
NOISE_UNITS, NOISE_MS = 700.0, 400
CLOSE_UNITS = 160.0
FEELS_HITS_MS = 1500
CALLED_OUT_MS = 1200
"""For so long after a hit a partner's target counts as pointed out."""


def noticed_enemies(battle: Battle, soldier: Soldier) -> list[tuple[float, Soldier]]:
    """Living enemies that he is aware of at this moment, with their distances."""
    noticed = []
    for enemy in battle.alive[soldier.team.enemy]:
        away_x, away_y = enemy.x - soldier.x, enemy.y - soldier.y
        square = away_x * away_x + away_y * away_y
        if square > SIGHT_UNITS * SIGHT_UNITS or not battle.sees(soldier, enemy):
            continue
        distance = sqrt(square)
        ahead = away_x * soldier.heading_x + away_y * soldier.heading_y
        if enemy is soldier.target or _notices(battle, soldier, enemy, distance, ahead):
            noticed.append((distance, enemy))
    return noticed


def is_hunting(soldier: Soldier, enemy: Soldier | None) -> bool:
    """Whether he is after this enemy, who has just killed somebody."""
    errand = soldier.errand
    return errand is not None and errand.kind == "chase" and errand.subject is enemy


def focus_on(battle: Battle, soldier: Soldier, enemy: Soldier) -> float:
    """How strongly a bonded partner who shoots at this enemy makes him shoot there too: 0 to 1."""
    return max(
        (
            battle.bonds.between(soldier.number, mate.number).focus
            for mate in battle.alive[soldier.team]
            if mate is not soldier and _is_after(battle, mate, enemy)
        ),
        default=0.0,
    )


def _is_after(battle: Battle, mate: Soldier, enemy: Soldier) -> bool:
    return mate.target is enemy or (mate.hit_whom is enemy and battle.now - mate.hit_ms < CALLED_OUT_MS)


def _notices(battle: Battle, soldier: Soldier, enemy: Soldier, distance: float, ahead: float) -> bool:
    if soldier.hurt_by is enemy and battle.now - soldier.hurt_ms < FEELS_HITS_MS:
        return True
    if distance < CLOSE_UNITS or is_hunting(soldier, enemy):
        return True
    awareness = soldier.person.skill.awareness
    if ahead > EDGE_OF_VIEW * distance:
        # The middle of the screen is watched; far away people are small.
        return battle.dice.chance((0.35 + 0.45 * awareness) * (ahead / distance) * (1.0 - 0.6 * distance / SIGHT_UNITS))
    if distance < NOISE_UNITS and battle.now - enemy.fired_ms < NOISE_MS:
        return battle.dice.chance(0.1 + 0.3 * awareness)
    return battle.dice.chance(0.8 * focus_on(battle, soldier, enemy))
