"""What flies and explodes: grenades, rockets, airstrikes; who is hurt by it.

Explosions happen inside the engine's frame. Does not belong here: dynamite's way to its objective (`demolition`).
"""

from dataclasses import dataclass
from math import sqrt

from proximity.simulator.match.arsenal import (
    AIRSTRIKE,
    GRENADE,
    RIFLE_GRENADE,
    RIFLES,
    ROCKET,
    Charge,
    blast_damage,
)
from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.shooting import fire
from proximity.simulator.match.play.soldier import Soldier
from proximity.simulator.match.play.wounds import hurt
from proximity.simulator.match.sides import Role

RADIUS_DAMAGE = 1
"""The engine's damage flag of explosions."""
THROW_MS = 700
BOMBS, BOMB_GAP_MS, BOMB_GAP_UNITS = 5, 200, 110.0
ROCKET_CHARGE_MS, RIFLE_CHARGE_MS, AIRSTRIKE_CHARGE_MS = 30_000, 15_000, 45_000


@dataclass(slots=True)
class Flight:
    """Something that will explode: where, when, in which room, and whose it is."""

    charge: Charge
    owner: Soldier
    due_ms: int
    x: float
    y: float
    z: float
    room: int


def consider_explosives(battle: Battle, soldier: Soldier, distance: float) -> None:
    """In a fight, now and then something stronger than a gun, if hands, charge bar and distance allow it."""
    target = soldier.target
    if target is None or battle.now < soldier.busy_until_ms or not 250.0 < distance < 1100.0:
        return
    dice = battle.dice
    if battle.now >= soldier.charged_ms and _use_charge(battle, soldier, target, distance):
        return
    if soldier.grenades and distance < 800.0 and dice.chance(0.015):
        soldier.grenades -= 1
        _throw(battle, soldier, target, GRENADE[soldier.team], distance)


def finish_off(battle: Battle, soldier: Soldier, body: Soldier) -> None:
    """Throw a grenade on a body that a medic could still reach."""
    if soldier.grenades and battle.now >= soldier.busy_until_ms:
        soldier.grenades -= 1
        _throw(battle, soldier, body, GRENADE[soldier.team], soldier.distance_to(body.x, body.y))


def explode_what_is_due(battle: Battle) -> None:
    """Explosions of this frame, in the order in which they were thrown."""
    due = [flight for flight in battle.flights if flight.due_ms <= battle.now]
    if due:
        battle.flights = [flight for flight in battle.flights if flight.due_ms > battle.now]
        for flight in due:
            explode(battle, flight)


def explode(battle: Battle, flight: Flight) -> None:
    """Hurt everybody within the radius whom the blast can reach, the owner included."""
    for site in battle.sites:
        site.on_blast(battle, flight.owner, flight.x, flight.y, flight.charge.damage)
    for slot in sorted(battle.soldiers):
        soldier = battle.soldiers[slot]
        if not soldier.is_in_body:
            continue
        away_x, away_y, away_z = soldier.x - flight.x, soldier.y - flight.y, soldier.z - flight.z
        distance = sqrt(away_x * away_x + away_y * away_y + away_z * away_z)
        damage = blast_damage(flight.charge, distance)
        if damage > 0 and battle.sight.is_clear(flight.room, flight.x, flight.y, soldier.room, soldier.x, soldier.y):
            hurt(battle, soldier, flight.owner, damage, flight.charge.means_of_death, flags=RADIUS_DAMAGE)


def _use_charge(battle: Battle, soldier: Soldier, target: Soldier, distance: float) -> bool:
    """What the class and gun have: a rocket, a rifle grenade or an airstrike."""
    dice = battle.dice
    if soldier.role is Role.SOLDIER and dice.chance(0.02):
        soldier.charged_ms = battle.now + ROCKET_CHARGE_MS
        _throw(battle, soldier, target, ROCKET[soldier.team], distance)
    elif soldier.loadout.gun in RIFLES and dice.chance(0.05):
        soldier.charged_ms = battle.now + RIFLE_CHARGE_MS
        _throw(battle, soldier, target, RIFLE_GRENADE[soldier.team], distance)
    elif soldier.role is Role.FIELDOPS and distance > 500.0 and dice.chance(0.04):
        soldier.charged_ms = battle.now + AIRSTRIKE_CHARGE_MS
        _call_airstrike(battle, soldier, target)
    else:
        return False
    return True


def _throw(battle: Battle, soldier: Soldier, target: Soldier, charge: Charge, distance: float) -> None:
    fire(battle, soldier, charge.weapon_id)
    soldier.busy_until_ms = battle.now + THROW_MS
    miss = battle.dice.bell(0.0, 30.0 + 0.12 * distance * (1.2 - soldier.person.skill.aim))
    aside = battle.dice.bell(0.0, 50.0)
    flight_ms = charge.fuse_ms or int(1000 * distance / charge.speed)
    _add_flight(battle, soldier, charge, battle.now + flight_ms, target, (miss, aside))


def _call_airstrike(battle: Battle, soldier: Soldier, target: Soldier) -> None:
    fire(battle, soldier, AIRSTRIKE.weapon_id)
    soldier.busy_until_ms = battle.now + THROW_MS
    is_along_x = battle.dice.chance(0.5)
    for bomb in range(BOMBS):
        along = (bomb - BOMBS // 2) * BOMB_GAP_UNITS
        aside = battle.dice.bell(0.0, 60.0)
        offset = (along, aside) if is_along_x else (aside, along)
        due_ms = battle.now + AIRSTRIKE.fuse_ms + bomb * BOMB_GAP_MS
        _add_flight(battle, soldier, AIRSTRIKE, due_ms, target, offset)


def _add_flight(
    battle: Battle, owner: Soldier, charge: Charge, due_ms: int, target: Soldier, offset: tuple[float, float]
) -> None:
    """Aim at where somebody stands now; walls keep the charge in his room."""
    room = battle.arena.rooms[target.room]
    x = min(max(target.x + offset[0], room.x1), room.x2)
    y = min(max(target.y + offset[1], room.y1), room.y2)
    battle.flights.append(Flight(charge, owner, due_ms, x, y, room.floor + 8.0, room.index))
