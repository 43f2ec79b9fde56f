"""Coming to life: where, as what, with which health and weapons.

Does not belong here: when (`waves`, `medics`, `arrivals`).
"""

from proximity.simulator.match.arena import ORIGIN_ABOVE_FLOOR, Arena, SpawnArea
from proximity.simulator.match.arsenal import loadout, weapons
from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.soldier import FULL_STAMINA, NEVER_MS, STAND, Soldier, Status
from proximity.simulator.match.sides import Role, Team
from proximity.simulator.match.truth.events import Spawned, SpawnKind

SHIELD_MS = 3000
ROW, GAP = 5, 70.0
"""Spawn points of an area: five in a row, this far apart."""
GRENADES = 2


def full_health(role: Role, medics: int) -> int:
    """100, ten more for every medic of the team up to 125, an eighth more for the medic himself."""
    health = min(125, 100 + 10 * medics)
    return health * 112 // 100 if role is Role.MEDIC else health


def spawn_point(arena: Arena, area: SpawnArea, slot: int) -> tuple[float, float, float]:
    """Where a client of this slot appears in an area."""
    room = arena.rooms[area.room]
    middle_x, middle_y = (room.x1 + room.x2) / 2, (room.y1 + room.y2) / 2
    row, place = divmod(slot, ROW)
    x = middle_x + (place - ROW // 2) * GAP
    y = middle_y + (row - 1) * GAP
    return x, y, room.floor + ORIGIN_ABOVE_FLOOR


def place(battle: Battle, soldier: Soldier, area: SpawnArea) -> None:
    """Put somebody on his spawn point, with a fresh body and the class he chose."""
    soldier.role = soldier.next_role
    soldier.x, soldier.y, soldier.z = spawn_point(battle.arena, area, soldier.slot)
    soldier.room = area.room
    soldier.heading_x, soldier.heading_y = 1.0, 0.0
    soldier.yaw = soldier.pitch = 0.0
    soldier.loadout = loadout(soldier.role, soldier.team, soldier.person.habits.gun_taste)
    soldier.grenades = GRENADES
    soldier.charged_ms = battle.now
    soldier.has_helmet = True


def area_of(battle: Battle, team: Team) -> SpawnArea:
    """Where a team spawns now: at its forward flag if it owns one, else at home."""
    owned = {site.objective.name for site in battle.sites if site.owner == team}
    areas = [area for area in battle.arena.spawns if area.team == team]
    forward = [area for area in areas if area.flag and area.flag in owned]
    return forward[0] if forward else home_of(battle.arena, team)


def home_of(arena: Arena, team: Team) -> SpawnArea:
    """Where a team spawns that owns no forward flag."""
    return next(area for area in arena.spawns if area.team == team and not area.flag)


def come_to_life(battle: Battle, soldier: Soldier, kind: SpawnKind) -> None:
    """Stand where he is, with full health and the main weapon."""
    soldier.status = Status.ALIVE
    battle.recount()
    mates = [mate for mate in battle.soldiers.values() if mate.team is soldier.team]
    soldier.full_health = full_health(soldier.role, sum(1 for mate in mates if mate.role is Role.MEDIC))
    soldier.health = soldier.full_health
    soldier.weapon = soldier.loadout.gun
    soldier.stamina = FULL_STAMINA
    soldier.rounds_left = weapons()[soldier.weapon].clip
    soldier.velocity_x = soldier.velocity_y = soldier.velocity_z = 0.0
    soldier.stance, soldier.is_airborne, soldier.is_sprinting = STAND, False, False
    soldier.errand = soldier.target = soldier.hurt_by = soldier.hit_whom = None
    soldier.path.clear()
    soldier.hurt_ms = NEVER_MS
    soldier.next_thought_ms = battle.now
    soldier.invulnerable_until_ms = battle.now + SHIELD_MS
    battle.note(
        Spawned,
        player=soldier.number,
        slot=soldier.slot,
        team=soldier.team,
        role=soldier.role,
        kind=kind,
        health=soldier.health,
        weapon=soldier.weapon,
        x=soldier.x,
        y=soldier.y,
        z=soldier.z,
    )
    battle.show(soldier)
