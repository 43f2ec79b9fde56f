"""How bodies move: pace, stamina, jumps, floors and walls, one server frame at a time.

Speeds and stamina are the engine's (guide §2.4): 320 units a second times 0.8 running, 1.1 sprinting; stamina falls by
5 a ms while sprinting and comes back by 0.5 to 1. Does not belong here: where to go (`errands`), fighting (`fighting`).
"""

from math import inf, sqrt
from struct import Struct

from proximity.simulator.match.arena import ORIGIN_ABOVE_FLOOR, Room
from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.facing import face
from proximity.simulator.match.play.soldier import CROUCH, FULL_STAMINA, PRONE, Soldier
from proximity.simulator.match.play.wounds import hurt_by_world

RUN, SPRINT, CROUCHED, CRAWL = 256.0, 352.0, 128.0, 67.0
GRIP, AIR_GRIP = 8.0, 1.0
"""How fast velocity becomes what is wished, as shares a second."""
GRAVITY, JUMP_SPEED, CLIMB_SPEED = 800.0, 270.0, 300.0
STEP_HEIGHT = 66.0
"""Floors that differ by no more are stairs; from a higher one people fall."""
NO_OPENING = inf
WALL_DISTANCE, NOSE_AT_WALL = 18.0, 4.0
WALL_PUSH, WALL_BRAKES = 6.0, 0.5
"""Walls turn people aside by no more than this in a frame, so that corners are cut smoothly; at the nose they stop."""
NEAR = 24.0
JUMP_STAMINA = 2500
SPRINT_FROM, SPRINT_DOWN_TO = 9000, 1500
FALLING = 32
FALLS = ((77.0, 500), (67.0, 50), (58.0, 25), (48.0, 15), (38.75, 10))
"""Damage of a fall by `speed² / 10,000` at the landing, as in `PM_CrashLand`."""

_SINGLE = Struct("6f")


def move(battle: Battle, soldier: Soldier) -> None:
    """One frame of movement of a living player, his view included; his body goes into the stream."""
    seconds = battle.seconds
    wish_x, wish_y = _wish(soldier)
    speed = _pace(soldier, wish_x != 0.0 or wish_y != 0.0, battle.clock.frame_ms)
    grip = min(1.0, (AIR_GRIP if soldier.is_airborne else GRIP) * seconds)
    soldier.velocity_x += (wish_x * speed - soldier.velocity_x) * grip
    soldier.velocity_y += (wish_y * speed - soldier.velocity_y) * grip
    soldier.x += soldier.velocity_x * seconds
    soldier.y += soldier.velocity_y * seconds
    _follow_path(soldier)
    room = battle.arena.rooms[soldier.room]
    _stay_inside(soldier, room)
    landing_speed = _settle(soldier, room.floor + ORIGIN_ABOVE_FLOOR, seconds)
    face(soldier, wish_x, wish_y, seconds, battle.dice)
    _to_single_precision(soldier)
    battle.show(soldier)
    if landing_speed:
        _land(battle, soldier, landing_speed)


def jump(soldier: Soldier) -> None:
    """Leave the ground, if he stands on it and is not out of breath."""
    if not soldier.is_airborne and soldier.stamina >= JUMP_STAMINA:
        soldier.is_airborne = True
        soldier.velocity_z = JUMP_SPEED
        soldier.stamina -= JUMP_STAMINA


def _wish(soldier: Soldier) -> tuple[float, float]:
    target = soldier.target
    if target is not None and (soldier.errand is None or soldier.errand.kind != "flee"):
        away_x, away_y = target.x - soldier.x, target.y - soldier.y
        distance = sqrt(away_x * away_x + away_y * away_y) or 1.0
        side, ahead = soldier.strafe
        return (away_x * ahead - away_y * side) / distance, (away_y * ahead + away_x * side) / distance
    if soldier.path:
        step = soldier.path[0]
        away_x, away_y = step.x - soldier.x, step.y - soldier.y
        distance = sqrt(away_x * away_x + away_y * away_y)
        if distance > 1.0:
            return away_x / distance, away_y / distance
    return 0.0, 0.0


def _pace(soldier: Soldier, is_moving: bool, frame_ms: int) -> float:
    """The speed that he may have now; spends and regains stamina."""
    if soldier.stance == PRONE:
        speed = CRAWL
    elif soldier.stance == CROUCH:
        speed = CROUCHED
    elif is_moving and soldier.is_sprinting and soldier.stamina > 0:
        soldier.stamina = max(0, soldier.stamina - 5 * frame_ms)
        if soldier.stamina <= SPRINT_DOWN_TO:
            soldier.is_sprinting = False
        return SPRINT
    else:
        speed = RUN
    gain = frame_ms // 2 if soldier.stamina < 5000 else frame_ms
    soldier.stamina = min(FULL_STAMINA, soldier.stamina + gain)
    return speed


def _follow_path(soldier: Soldier) -> None:
    if not soldier.path:
        return
    step = soldier.path[0]
    door = step.door
    if door is None:
        if abs(step.x - soldier.x) < NEAR and abs(step.y - soldier.y) < NEAR:
            soldier.path.pop(0)
        return
    across, along = (soldier.x, soldier.y) if door.is_across_x else (soldier.y, soldier.x)
    has_passed = across >= door.wall if step.is_growing else across <= door.wall
    if has_passed and door.low <= along <= door.high:
        soldier.room = step.room
        soldier.path.pop(0)


def _stay_inside(soldier: Soldier, room: Room) -> None:
    opening_x = opening_y = NO_OPENING
    door = soldier.path[0].door if soldier.path else None
    if door is not None and door.is_across_x and door.low <= soldier.y <= door.high:
        opening_x = door.wall
    elif door is not None and not door.is_across_x and door.low <= soldier.x <= door.high:
        opening_y = door.wall
    push = _push(soldier.x, room.x1, room.x2, opening_x)
    soldier.x += push
    if push * soldier.velocity_x < 0:
        soldier.velocity_x *= WALL_BRAKES
    push = _push(soldier.y, room.y1, room.y2, opening_y)
    soldier.y += push
    if push * soldier.velocity_y < 0:
        soldier.velocity_y *= WALL_BRAKES


def _push(value: float, low: float, high: float, opening: float) -> float:
    """How walls at low and high move somebody, but for the one that he is about to pass."""
    if value < low + WALL_DISTANCE and low != opening:
        return max(min(low + WALL_DISTANCE - value, WALL_PUSH), low + NOSE_AT_WALL - value)
    if value > high - WALL_DISTANCE and high != opening:
        return min(max(high - WALL_DISTANCE - value, -WALL_PUSH), high - NOSE_AT_WALL - value)
    return 0.0


def _settle(soldier: Soldier, ground: float, seconds: float) -> float:
    """Height for a frame: on the ground, on stairs, or falling. The speed of a landing, 0 without one."""
    if soldier.is_airborne:
        soldier.velocity_z -= GRAVITY * seconds
        soldier.z += soldier.velocity_z * seconds
        if soldier.z > ground or soldier.velocity_z > 0:
            return 0.0
        landing_speed = -soldier.velocity_z
        soldier.z, soldier.velocity_z, soldier.is_airborne = ground, 0.0, False
        return landing_speed
    if soldier.z > ground + STEP_HEIGHT:
        soldier.is_airborne = True
        return 0.0
    rise = ground - soldier.z
    limit = CLIMB_SPEED * seconds
    step = min(max(rise, -limit), limit)
    soldier.z += step
    soldier.velocity_z = step / seconds
    return 0.0


def _land(battle: Battle, soldier: Soldier, speed: float) -> None:
    force = speed * speed / 10_000
    damage = next((damage for limit, damage in FALLS if force > limit), 0)
    if damage:
        hurt_by_world(battle, soldier, damage, FALLING)


def _to_single_precision(soldier: Soldier) -> None:
    """The engine keeps places and speeds as 32-bit floats; what modules read has just their digits."""
    (
        soldier.x,
        soldier.y,
        soldier.z,
        soldier.velocity_x,
        soldier.velocity_y,
        soldier.velocity_z,
    ) = _SINGLE.unpack(
        _SINGLE.pack(
            soldier.x,
            soldier.y,
            soldier.z,
            soldier.velocity_x,
            soldier.velocity_y,
            soldier.velocity_z,
        )
    )
