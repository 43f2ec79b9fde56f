"""Shots: when a gun fires, whether it hits, and whom.

The share of shots that hit falls with distance and with everybody's movement; the best players of a community hit
about twice as often as the worst. Does not belong here: what a hit does (`arsenal.damage`, `wounds`).
"""

from proximity.simulator.match.arsenal import HEAD, NOWHERE, SYRINGE, Weapon, bullet_damage, roll_region, weapons
from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.senses import is_hunting
from proximity.simulator.match.play.soldier import CROUCH, PRONE, Soldier, Status
from proximity.simulator.match.play.wounds import hurt
from proximity.simulator.match.truth.events import Fired

DISTANCE_FALLOFF = 64
"""The engine's damage flag of bullets."""
LONG_SHOT_UNITS = 1000.0
STALE_SIGHT_MS = 200
DRAWS_PISTOL_UNITS, DRAWING_MS = 500.0, 600
STRAY_UNITS = 200.0
STRAYS = 0.012
"""Share of missed shots that hit a team-mate who stands near the target."""
HEAD_SHARE = 0.14
HUNTERS_LUCK = 1.3
"""Who is after somebody in particular keeps his aim on him."""


def shoot(battle: Battle, soldier: Soldier) -> None:
    """Fire as far as gun, aim and patience allow it in this frame."""
    target = soldier.target
    now = battle.now
    if target is None or now < soldier.ready_ms or now < soldier.next_shot_ms or now < soldier.busy_until_ms:
        return
    if not _is_worth_a_shot(battle, soldier, target):
        return
    gun = weapons().get(soldier.weapon)
    if gun is not None:
        _pull_trigger(battle, soldier, target, gun, soldier.distance_to(target.x, target.y))


def fire(battle: Battle, soldier: Soldier, weapon_id: int) -> None:
    """A weapon is used; what it hits comes after."""
    soldier.weapon = weapon_id
    if weapon_id != SYRINGE:
        soldier.fired_ms = battle.now
    battle.note(
        Fired,
        player=soldier.number,
        slot=soldier.slot,
        weapon=weapon_id,
        x=soldier.x,
        y=soldier.y,
        z=soldier.z,
        yaw=soldier.yaw,
        pitch=soldier.pitch,
    )


def _is_worth_a_shot(battle: Battle, soldier: Soldier, target: Soldier) -> bool:
    if target.is_alive:
        return soldier.target_seen_ms >= battle.now - STALE_SIGHT_MS
    # Two shots of one frame: the second may find a body.
    return target.status is Status.WOUNDED and target.died_ms == battle.now and battle.dice.chance(0.5)


def _pull_trigger(battle: Battle, soldier: Soldier, target: Soldier, gun: Weapon, distance: float) -> None:
    now = battle.now
    if now > soldier.burst_ends_ms:
        # Far away people fire in bursts, close by they hold the button.
        rest = 350 if distance > LONG_SHOT_UNITS else 120
        soldier.burst_ends_ms = now + int(battle.dice.bell(700 if distance > LONG_SHOT_UNITS else 1500, 200))
        soldier.next_shot_ms = now + int(battle.dice.unit() * rest)
        return
    soldier.next_shot_ms = max(soldier.next_shot_ms, now - battle.clock.frame_ms) + gun.interval_ms
    fire(battle, soldier, gun.weapon_id)
    soldier.rounds_left -= 1
    if soldier.rounds_left <= 0:
        _empty(battle, soldier, gun, distance)
    if battle.dice.chance(_hit_chance(soldier, target, gun, distance)):
        _hit(battle, soldier, target, gun, distance)
    elif battle.dice.chance(STRAYS * (1.2 - soldier.person.habits.discipline)):
        _stray(battle, soldier, target, gun)


def _empty(battle: Battle, soldier: Soldier, gun: Weapon, distance: float) -> None:
    """Reload, or close to an enemy draw the pistol instead."""
    sidearm = soldier.loadout.sidearm
    if gun.weapon_id != sidearm and distance < DRAWS_PISTOL_UNITS and battle.dice.chance(0.4):
        soldier.weapon = sidearm
        soldier.rounds_left = weapons()[sidearm].clip
        soldier.next_shot_ms = battle.now + DRAWING_MS
    else:
        soldier.rounds_left = gun.clip
        soldier.busy_until_ms = battle.now + gun.reload_ms
    battle.show(soldier)


def _hit_chance(soldier: Soldier, target: Soldier, gun: Weapon, distance: float) -> float:
    skill = soldier.person.skill
    chance = gun.accuracy * (0.55 + 0.9 * skill.aim)
    chance *= min(1.0, gun.steady_units / (distance + 350.0))
    pace = abs(target.velocity_x) + abs(target.velocity_y)
    chance *= 1.15 - pace / 400.0 * (0.25 + 0.35 * target.person.skill.movement)
    if is_hunting(soldier, target):
        chance *= HUNTERS_LUCK
    if soldier.is_airborne:
        chance *= 0.5
    elif soldier.stance in (CROUCH, PRONE):
        chance *= 1.15
    return chance


def _hit(battle: Battle, soldier: Soldier, target: Soldier, gun: Weapon, distance: float) -> None:
    head_share = HEAD_SHARE * gun.head_factor * (0.4 + 1.2 * soldier.person.skill.head)
    region = roll_region(battle.dice, head_share) if gun.counts_regions else NOWHERE
    damage = bullet_damage(gun, region, distance, target.has_helmet)
    if region == HEAD:
        target.has_helmet = False
    hurt(battle, target, soldier, damage, gun.means_of_death, region=region, flags=DISTANCE_FALLOFF)


def _stray(battle: Battle, soldier: Soldier, target: Soldier, gun: Weapon) -> None:
    for mate in battle.alive[soldier.team]:
        if mate is not soldier and mate.distance_to(target.x, target.y) < STRAY_UNITS and battle.sees(soldier, mate):
            _hit(battle, soldier, mate, gun, soldier.distance_to(mate.x, mate.y))
            return
