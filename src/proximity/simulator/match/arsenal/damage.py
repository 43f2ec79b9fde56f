"""What a bullet takes: region, head shot, helmet, distance.

The rules are those of `G_DamageExt` (guide §3): a head shot gives at least 50, a helmet saves a fifth of it once, and
between 1500 and 2500 units a bullet loses
most of its force. Does not belong here: whether a shot hits (`play.shooting`).
"""

from proximity.simulator.match.arsenal.weapons import Weapon
from proximity.simulator.match.dice import Dice

NOWHERE, HEAD, ARMS, BODY, LEGS = range(-1, 4)
"""Hit regions, as the engine counts them; `NOWHERE` for weapons of which it does not."""

FULL_FORCE_UNITS = 1500.0
SPENT_UNITS, SPENT_FORCE = 2500.0, 0.2
HEAD_SHOT_AT_LEAST = 50
HELMET_SAVES = 0.2


def roll_region(dice: Dice, head_share: float) -> int:
    """Where a bullet hits somebody, if this share of the hits goes to the head."""
    mark = dice.unit()
    if mark < head_share:
        return HEAD
    mark = (mark - head_share) / (1.0 - head_share)
    if mark < 0.18:
        return ARMS
    return BODY if mark < 0.78 else LEGS


def bullet_damage(weapon: Weapon, region: int, distance: float, has_helmet: bool) -> int:
    """What the engine takes from the target's health for this hit, never less than 1."""
    damage = float(weapon.damage)
    if region == HEAD:
        damage = max(HEAD_SHOT_AT_LEAST, 2 * damage)
        if has_helmet:
            damage *= 1 - HELMET_SAVES
    return max(1, int(damage * _force(distance)))


def _force(distance: float) -> float:
    before = (SPENT_UNITS - distance) / (SPENT_UNITS - FULL_FORCE_UNITS)
    return SPENT_FORCE + (1.0 - SPENT_FORCE) * min(max(before, 0.0), 1.0)
