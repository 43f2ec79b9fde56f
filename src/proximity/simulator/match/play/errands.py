"""Where people go: a goal and a way to it; waiting for enemies, and running from them.

Does not belong here: when to think of something else (`mind`), what there is to do at objectives (`objectives`),
walking (`movement`).
"""

from proximity.simulator.match.arena import Waypoint
from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.soldier import STAND, Errand, ErrandKind, Soldier

WALL_MARGIN = 40.0


def send(
    battle: Battle,
    soldier: Soldier,
    kind: ErrandKind,
    goal: Waypoint,
    for_ms: float,
    subject: str | Soldier | None = None,
) -> None:
    """Give somebody an errand for so long, and the way there."""
    soldier.errand = Errand(kind, goal, battle.now + int(for_ms), subject)
    soldier.path = battle.router.plan(battle.dice, soldier.room, soldier.x, soldier.y, goal)
    soldier.stance = STAND


def spot(
    battle: Battle, room_index: int, x: float | None = None, y: float | None = None, around: float = 0
) -> Waypoint:
    """A point in a room: anywhere, or around a place in it."""
    room, dice = battle.arena.rooms[room_index], battle.dice
    if x is None or y is None:
        x, y = dice.between(room.x1, room.x2), dice.between(room.y1, room.y2)
    else:
        x, y = x + dice.between(-around, around), y + dice.between(-around, around)
    return Waypoint(
        min(max(x, room.x1 + WALL_MARGIN), room.x2 - WALL_MARGIN),
        min(max(y, room.y1 + WALL_MARGIN), room.y2 - WALL_MARGIN),
        room_index,
    )


def hold(battle: Battle, soldier: Soldier) -> None:
    """Wait for enemies around what the round is about now; the aggressive go further ahead."""
    habits, dice = soldier.person.habits, battle.dice
    site = battle.hot_site()
    room = site.room if site else soldier.room
    roams = 0.35 if soldier.team is not battle.arena.attackers else 0.65
    for _ in range(2 if dice.chance(habits.aggression) else 1):
        neighbours = [door.other(room) for door in battle.arena.doors if room in door.rooms]
        if neighbours and dice.chance(roams):
            room = dice.pick(neighbours)
    for_ms = dice.bell(9000 - 4000 * habits.aggression, 1500)
    send(battle, soldier, "hold", spot(battle, room), for_ms)
    soldier.is_sprinting = soldier.stamina > 12_000 and dice.chance(0.5)


def take_cover(battle: Battle, soldier: Soldier, enemy: Soldier) -> None:
    """Run to a neighbouring room that is not the enemy's, the farther from him the better."""
    doors = [door for door in battle.arena.doors if soldier.room in door.rooms]
    rooms = [door.other(soldier.room) for door in doors if door.other(soldier.room) != enemy.room]
    goals = [spot(battle, room) for room in rooms] or [spot(battle, soldier.room)]
    goal = max(goals, key=lambda point: enemy.distance_to(point.x, point.y))
    send(battle, soldier, "flee", goal, 4500)
    soldier.is_sprinting = True
