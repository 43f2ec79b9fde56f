"""Fights: choosing a target, aiming at it, dodging, and knowing when to leave.

Does not belong here: whether a shot hits (`shooting`), what explodes (`blasts`).
"""

from math import sqrt

from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.errands import take_cover
from proximity.simulator.match.play.movement import jump
from proximity.simulator.match.play.senses import focus_on, is_hunting, noticed_enemies
from proximity.simulator.match.play.soldier import CROUCH, PRONE, STAND, Soldier

LOST_MS = 700
"""A target out of sight is kept in mind for so long."""
STICKS = 0.35
"""How much nearer another enemy has to be, in 1000 units, before people change their target."""
SAFE_DISTANCE = 900.0
HURT_WISH, BADLY_HURT_WISH, SURPRISED_WISH = 0.15, 0.4, 0.3
"""Chances, at every thought, to break off a fight; and to run from somebody who cannot be seen."""


def fight(battle: Battle, soldier: Soldier) -> bool:
    """Look around and act on enemies; whether there is one to act on."""
    noticed = noticed_enemies(battle, soldier)
    if not noticed:
        return _remember(battle, soldier)
    distance, enemy = min(noticed, key=lambda seen: _reluctance(battle, soldier, *seen))
    if enemy is not soldier.target:
        _turn_to(battle, soldier, enemy)
    soldier.target_seen_ms = battle.now
    if _wants_out(battle, soldier, len(noticed)):
        soldier.target = None
        take_cover(battle, soldier, enemy)
        return False
    _dodge(battle, soldier, distance)
    return True


def _remember(battle: Battle, soldier: Soldier) -> bool:
    target = soldier.target
    if soldier.hurt_by is not None and battle.now - soldier.hurt_ms < 300 and battle.dice.chance(SURPRISED_WISH):
        soldier.target = None
        take_cover(battle, soldier, soldier.hurt_by)
        return False
    if target is not None and (not target.is_alive or battle.now - soldier.target_seen_ms > LOST_MS):
        soldier.target = None
        soldier.stance = STAND
    if soldier.hurt_by is not None and (not soldier.hurt_by.is_alive or battle.now - soldier.hurt_ms > 2 * LOST_MS):
        soldier.hurt_by = None
    return soldier.target is not None


def _reluctance(battle: Battle, soldier: Soldier, distance: float, enemy: Soldier) -> float:
    """How little somebody likes to shoot at an enemy; the smallest is chosen."""
    value = distance / 1000.0 - 2.0 * focus_on(battle, soldier, enemy)
    if enemy is soldier.target:
        value -= STICKS
    if enemy is soldier.hurt_by:
        value -= STICKS
    return value - 1.5 * is_hunting(soldier, enemy)


def _turn_to(battle: Battle, soldier: Soldier, enemy: Soldier) -> None:
    skill = soldier.person.skill
    reaction_ms = battle.dice.bell(skill.reaction_ms, 60)
    reaction_ms *= 1.0 - 0.6 * max(focus_on(battle, soldier, enemy), is_hunting(soldier, enemy))
    soldier.target = enemy
    soldier.ready_ms = battle.now + max(80, int(reaction_ms))
    soldier.strafe_until_ms = 0


def _wants_out(battle: Battle, soldier: Soldier, enemies: int) -> bool:
    """Whether he breaks off: badly hurt, or alone against many; wise people more often."""
    if battle.now - soldier.hurt_ms > 600 or is_hunting(soldier, soldier.target):
        return False
    odds = soldier.health / soldier.full_health
    if odds > 0.7 and enemies < 3:
        return False
    wish = BADLY_HURT_WISH if odds < 0.4 else HURT_WISH
    return battle.dice.chance(wish * (1.4 - soldier.person.habits.aggression) * (0.5 + soldier.person.skill.awareness))


def _dodge(battle: Battle, soldier: Soldier, distance: float) -> None:
    """Choose how to move for the next moments of the fight."""
    if battle.now < soldier.strafe_until_ms:
        return
    dice = battle.dice
    movement = soldier.person.skill.movement
    soldier.strafe_until_ms = battle.now + int(dice.bell(650 - 250 * movement, 120))
    ahead = 0.0
    if distance > SAFE_DISTANCE:
        ahead = 0.8 if dice.chance(soldier.person.habits.aggression) else 0.0
    elif is_hunting(soldier, soldier.target):
        ahead = 0.6
    elif distance < 250.0:
        ahead = -0.4 if dice.chance(0.4) else 0.2
    stands = dice.chance(0.35 - 0.25 * movement)
    side = 0.0 if stands else (1.0 if dice.chance(0.5) else -1.0)
    length = max(1.0, sqrt(side * side + ahead * ahead))
    soldier.strafe = (side / length, ahead / length)
    soldier.stance = _stance(soldier, dice.unit(), distance, stands)
    soldier.is_sprinting = soldier.stamina > 6000 and dice.chance(0.25 * movement)
    if distance < SAFE_DISTANCE and dice.chance(0.12 * movement):
        jump(soldier)


def _stance(soldier: Soldier, mark: float, distance: float, stands: bool) -> int:
    if soldier.is_airborne:
        return STAND
    if distance > SAFE_DISTANCE and mark < 0.04:
        return PRONE
    return CROUCH if stands and mark < 0.6 else STAND
