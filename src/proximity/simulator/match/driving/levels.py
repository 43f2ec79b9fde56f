"""A map as a server has it: entities, spawn points and the spawn block of its script.

Fields and links are those of guide §7. Does not belong here: what happens to the entities in play (`props`).
"""

from collections.abc import Callable
from typing import Any

from proximity.simulator.host import Level, MapScript
from proximity.simulator.match.arena import ORIGIN_ABOVE_FLOOR, SPECTATOR_POINT, Arena, Objective, SpawnArea
from proximity.simulator.match.play.objectives.escort import FULL_HEALTH
from proximity.simulator.match.play.spawning import home_of, spawn_point
from proximity.simulator.match.sides import SIDES, Team

Fields = dict[str, Any]

HALF_BOX, BOX_HEIGHT = 48.0, 96.0
AXIS_OBJECTIVE, ALLIED_OBJECTIVE, PRIMARY, COMMAND_POST = 1, 2, 16, 64
BUILT_BY = {Team.AXIS: 4, Team.ALLIES: 8}
FLAG_CLASS = {Team.AXIS: "team_CTF_redflag", Team.ALLIES: "team_CTF_blueflag"}
CARRIES = {Team.AXIS: 5, Team.ALLIES: 6}
"""The powerup of whoever carries an item that this side owns."""
CONTENTS_TRIGGER = 0x40000000
RESURRECTABLE, ON_THE_COMPASS = 8, 16
ET_MOVER = 4


def make_level(arena: Arena, slots: int, time_limit_ms: int) -> Level:
    """The level of a map. Entities of one objective follow each other, the thing itself first."""
    defender = arena.attackers.enemy
    spawns = {team: home_of(arena, team) for team in SIDES}
    return Level(
        name=arena.name,
        entities=[*(_region(arena, area) for area in arena.spawns), *_objective_entities(arena)],
        script=MapScript(
            timelimit_minutes=time_limit_ms / 60_000,
            default_winner=defender - 1,
            defender=defender - 1,
            objective_count=len([objective for objective in arena.objectives if objective.stage]),
            spawn_target_count=len(arena.spawns),
            axis_respawn_ms=arena.wave_ms[Team.AXIS],
            allies_respawn_ms=arena.wave_ms[Team.ALLIES],
        ),
        spawn_points={
            int(team): [spawn_point(arena, area, slot) for slot in range(slots)] for team, area in spawns.items()
        },
        spectator_point=SPECTATOR_POINT,
    )


def entities_of(objective: Objective) -> list[Fields]:
    """The entities of one objective, the thing itself first."""
    return _MAKERS[objective.kind](objective)


def _objective_entities(arena: Arena) -> list[Fields]:
    return [fields for objective in arena.objectives for fields in entities_of(objective)]


def _region(arena: Arena, area: SpawnArea) -> Fields:
    x, y, z = spawn_point(arena, area, 0)
    return {
        "classname": "team_WOLF_objective",
        "message": area.description,
        "s.origin": (x, y, z),
        "count2": int(area.team) + (256 if area.flag else 0),
    }


def _box(objective: Objective) -> Fields:
    x, y, z = objective.x, objective.y, objective.floor
    return {
        "r.absmin": (x - HALF_BOX, y - HALF_BOX, z),
        "r.absmax": (x + HALF_BOX, y + HALF_BOX, z + BOX_HEIGHT),
    }


def _trigger(objective: Objective, target: str, flags: int) -> Fields:
    return {
        "classname": "trigger_objective_info",
        "track": objective.name,
        "message": objective.name,
        "target": target,
        "spawnflags": flags | (PRIMARY if objective.is_primary else 0),
        **_box(objective),
    }


def _of_side(objective: Objective) -> int:
    return AXIS_OBJECTIVE if objective.team is Team.AXIS else ALLIED_OBJECTIVE


def _target(objective: Objective) -> str:
    return objective.name.lower().replace(" ", "_")


def _explosive(objective: Objective) -> list[Fields]:
    target = _target(objective)
    thing = {"classname": "func_explosive", "targetname": target, "scriptName": target, "health": 1, "takedamage": 1}
    return [{**thing, **_box(objective)}, _trigger(objective, target, _of_side(objective))]


def _constructible(objective: Objective, flags: int = 0) -> list[Fields]:
    target = _target(objective)
    thing = {
        "classname": "func_constructible",
        "targetname": target,
        "scriptName": target,
        "track": objective.name,
        "spawnflags": BUILT_BY[objective.team],
        "s.teamNum": int(objective.team),
        "r.linked": 0,
    }
    return [{**thing, **_box(objective)}, _trigger(objective, target, _of_side(objective) | flags)]


def _command_post(objective: Objective) -> list[Fields]:
    return _constructible(objective, COMMAND_POST)


def _documents(objective: Objective) -> list[Fields]:
    place = (objective.x, objective.y, objective.floor + ORIGIN_ABOVE_FLOOR)
    thing = {
        "classname": FLAG_CLASS[objective.team],
        "message": objective.name,
        "scriptName": _target(objective),
        "s.origin": place,
        "r.contents": CONTENTS_TRIGGER,
    }
    return [thing, _trigger(objective, "", _of_side(objective))]


def _capture(objective: Objective) -> list[Fields]:
    is_for_red_flag = objective.team is Team.ALLIES
    thing = {
        "classname": "trigger_flagonly_multiple",
        "scriptName": _target(objective),
        "spawnflags": 1 if is_for_red_flag else 2,
        **_box(objective),
    }
    return [thing, _trigger(objective, "", _of_side(objective))]


def _flag(objective: Objective) -> list[Fields]:
    place = (objective.x, objective.y, objective.floor)
    name = _target(objective)
    return [{"classname": "team_WOLF_checkpoint", "scriptName": name, "s.origin": place, "count": int(objective.team)}]


def _vehicle(objective: Objective) -> list[Fields]:
    return [
        {
            "classname": "script_mover",
            "scriptName": _target(objective),
            "s.origin": (objective.x, objective.y, objective.floor),
            "s.eType": ET_MOVER,
            "health": FULL_HEALTH,
            "count": FULL_HEALTH,
            "spawnflags": RESURRECTABLE | ON_THE_COMPASS,
        }
    ]


_MAKERS: dict[str, Callable[[Objective], list[Fields]]] = {
    "explosive": _explosive,
    "constructible": _constructible,
    "command_post": _command_post,
    "documents": _documents,
    "capture": _capture,
    "flag": _flag,
    "vehicle": _vehicle,
}
