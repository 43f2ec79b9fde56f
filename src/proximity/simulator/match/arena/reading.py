"""Maps from their files: `maps/<name>.toml` to an `Arena`, or an error that names file, entry and cure.

A file has `name`, `attackers`, `time_limit_minutes`, `eagerness`, `wave_seconds.{axis,allies}`, and lists of `rooms`
(`name`, `box = [x1, y1, x2, y2]`, `floor`), `doors` (`rooms = [a, b]`, `opening = [low, high]` along the shared wall,
optional `ledge`, `opened_by`), `spawns` and `objectives`. Does not belong here: judging whether a map is fun.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from proximity.simulator.errors import SimulationError
from proximity.simulator.match.arena.arena import Arena, Door, Objective, Room, SpawnArea
from proximity.simulator.match.sides import Team

MAPS = Path(__file__).parent / "maps"


class ArenaError(SimulationError):
    """A map file that makes no map; the message says what to change."""


def arena_names() -> list[str]:
    """The maps there are, by file name."""
    return sorted(path.stem for path in MAPS.glob("*.toml"))


@cache
def read_arena(stem: str) -> Arena:
    """The map of this file name. Raises `ArenaError`."""
    path = MAPS / f"{stem}.toml"
    if not path.is_file():
        raise ArenaError(f"There is no map {stem!r}. Choose from: {', '.join(arena_names())}.")
    try:
        return _arena(tomllib.loads(path.read_text(encoding="utf-8")))
    except KeyError as error:
        raise ArenaError(f"{path.name}: {error} is missing or names nothing that the file describes.") from error
    except (ArenaError, tomllib.TOMLDecodeError) as error:
        raise ArenaError(f"{path.name}: {error}") from error


def _arena(source: dict[str, Any]) -> Arena:
    rooms = tuple(_room(index, entry) for index, entry in enumerate(source["rooms"]))
    by_name = {room.name: room for room in rooms}
    return Arena(
        name=source["name"],
        attackers=Team[source["attackers"]],
        time_limit_ms=int(source["time_limit_minutes"] * 60_000),
        wave_ms={
            Team.AXIS: source["wave_seconds"]["axis"] * 1000,
            Team.ALLIES: source["wave_seconds"]["allies"] * 1000,
        },
        eagerness=float(source["eagerness"]),
        rooms=rooms,
        doors=tuple(_door(index, entry, by_name) for index, entry in enumerate(source["doors"])),
        spawns=tuple(_spawn(entry, by_name) for entry in source["spawns"]),
        objectives=tuple(_objective(entry, by_name) for entry in source["objectives"]),
    )


def _room(index: int, entry: dict[str, Any]) -> Room:
    x1, y1, x2, y2 = map(float, entry["box"])
    if x1 >= x2 or y1 >= y2:
        raise ArenaError(f"room {entry['name']!r}: write its box as [smallest x, smallest y, largest x, largest y].")
    return Room(index, entry["name"], x1, y1, x2, y2, float(entry.get("floor", 0)))


def _door(index: int, entry: dict[str, Any], rooms: dict[str, Room]) -> Door:
    first, second = (rooms[name] for name in entry["rooms"])
    is_across_x, wall = _shared_wall(first, second)
    low, high = map(float, entry["opening"])
    low_end = max(first.y1, second.y1) if is_across_x else max(first.x1, second.x1)
    high_end = min(first.y2, second.y2) if is_across_x else min(first.x2, second.x2)
    if not low_end <= low < high <= high_end:
        raise ArenaError(f"door {entry['rooms']}: the shared wall reaches from {low_end} to {high_end} only.")
    return Door(
        index=index,
        rooms=(first.index, second.index),
        is_across_x=is_across_x,
        wall=wall,
        low=low,
        high=high,
        is_ledge=entry.get("ledge", False),
        opened_by=entry.get("opened_by", ""),
    )


def _shared_wall(first: Room, second: Room) -> tuple[bool, float]:
    for one, other in ((first, second), (second, first)):
        if one.x2 == other.x1:
            return True, one.x2
        if one.y2 == other.y1:
            return False, one.y2
    raise ArenaError(f"rooms {first.name!r} and {second.name!r} have no wall in common: make their boxes touch.")


def _spawn(entry: dict[str, Any], rooms: dict[str, Room]) -> SpawnArea:
    return SpawnArea(Team[entry["team"]], rooms[entry["room"]].index, entry["description"], entry.get("flag", ""))


def _objective(entry: dict[str, Any], rooms: dict[str, Room]) -> Objective:
    room = rooms[entry["room"]]
    x, y = map(float, entry["at"])
    if not room.holds(x, y):
        raise ArenaError(f"objective {entry['name']!r}: {entry['at']} is not inside room {room.name!r}.")
    return Objective(
        name=entry["name"],
        kind=entry["kind"],
        team=Team[entry["team"]],
        room=room.index,
        x=x,
        y=y,
        floor=room.floor,
        stage=entry.get("stage", 0),
        path=tuple((float(px), float(py)) for px, py in entry.get("path", [])),
    )
