"""Maps: what every map has to fulfil, and what a wrong one is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from proximity.simulator.match.arena import Arena, ArenaError, Router, Sight, Waypoint, arena_names, read_arena, reading
from proximity.simulator.match.dice import Dice
from proximity.simulator.match.play.objectives import make_sites
from proximity.simulator.match.sides import SIDES

ALL = [pytest.param(read_arena(name), id=name) for name in arena_names()]

TINY = """
name = "tiny"
attackers = "AXIS"
time_limit_minutes = 1
eagerness = 1
wave_seconds = { axis = 10, allies = 10 }
rooms = [
  { name = "west", box = [0, 0, 100, 100] },
  { name = "east", box = [100, 0, 200, 100] },
]
doors = [{ rooms = ["west", "east"], opening = [20, 60] }]
spawns = [
  { team = "AXIS", room = "west", description = "West" },
  { team = "ALLIES", room = "east", description = "East" },
]
objectives = []
"""


@pytest.fixture
def read_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Arena]:
    """Read a map from the text of its file."""

    def read(text: str) -> Arena:
        (tmp_path / "made_up.toml").write_text(text)
        monkeypatch.setattr(reading, "MAPS", tmp_path)
        read_arena.cache_clear()
        return read_arena("made_up")

    yield read
    read_arena.cache_clear()


@pytest.mark.parametrize("arena", ALL)
def test_rooms_do_not_overlap(arena: Arena) -> None:
    for first in arena.rooms:
        for second in arena.rooms[first.index + 1 :]:
            is_apart_x = first.x2 <= second.x1 or second.x2 <= first.x1
            is_apart_y = first.y2 <= second.y1 or second.y2 <= first.y1
            assert is_apart_x or is_apart_y, (first.name, second.name)


@pytest.mark.parametrize("arena", ALL)
def test_everybody_can_walk_to_every_objective_once_its_doors_are_open(arena: Arena) -> None:
    router = Router(arena, arena.doors)
    for team in SIDES:
        room = arena.rooms[next(area.room for area in arena.spawns if area.team is team and not area.flag)]
        for objective in arena.objectives:
            goal = Waypoint(objective.x, objective.y, objective.room)
            way = router.plan(Dice("way"), room.index, room.x1 + 50, room.y1 + 50, goal)
            rooms = [room.index, *(step.room for step in way)]
            assert rooms[-1] == objective.room
            assert len(way) == 1 or all(step.door is not None for step in way[:-1]), objective.name


@pytest.mark.parametrize("arena", ALL)
def test_the_first_stage_can_be_reached_while_doors_are_closed(arena: Arena) -> None:
    router = Router(arena, [door for door in arena.doors if not door.opened_by])
    start = next(area.room for area in arena.spawns if area.team is arena.attackers and not area.flag)
    for objective in arena.of_stage(arena.stages[0]):
        goal = Waypoint(objective.x, objective.y, objective.room)
        way = router.plan(Dice("way"), start, arena.rooms[start].x1 + 50, arena.rooms[start].y1 + 50, goal)
        assert start == objective.room or len(way) > 1, objective.name


@pytest.mark.parametrize("arena", ALL)
def test_every_objective_is_played(arena: Arena) -> None:
    played = {site.objective.name for site in make_sites(arena)}
    assert {objective.name for objective in arena.objectives if objective.kind != "capture"} == played


def test_ways_differ_from_time_to_time() -> None:
    arena = read_arena("fuel_depot")
    router, dice = Router(arena, arena.doors), Dice("ways")
    garrison = next(room for room in arena.rooms if room.name == "garrison")
    goal = Waypoint(garrison.x1 + 100, garrison.y1 + 100, garrison.index)
    ways = {tuple(step.room for step in router.plan(dice, 0, -1500, 0, goal)) for _ in range(40)}
    assert len(ways) > 2


def test_ledges_are_taken_downwards_only() -> None:
    arena = read_arena("harbourgate")
    roofs, square = (next(room for room in arena.rooms if room.name == name) for name in ("roofs", "square"))
    router = Router(arena, arena.doors)
    down = router.plan(Dice("d"), roofs.index, roofs.x1 + 300, roofs.y1 + 50, Waypoint(0, 0, square.index))
    up = router.plan(Dice("u"), square.index, 0, 0, Waypoint(roofs.x1 + 300, roofs.y1 + 50, roofs.index))
    assert [step.room for step in down] == [square.index, square.index]
    assert len(up) > 3


def test_people_see_each_other_through_openings_but_not_through_walls(read_text: Callable[[str], Arena]) -> None:
    arena = read_text(TINY)
    sight = Sight(arena, arena.doors)
    assert sight.is_clear(0, 10, 40, 1, 190, 40)
    assert not sight.is_clear(0, 10, 90, 1, 190, 90)
    assert not sight.is_clear(0, 99, 10, 1, 101, 10)
    assert sight.is_clear(0, 10, 10, 0, 90, 90)


def test_a_closed_door_is_a_wall(read_text: Callable[[str], Arena]) -> None:
    arena = read_text(TINY)
    assert not Sight(arena, []).is_clear(0, 10, 40, 1, 190, 40)


@pytest.mark.parametrize(
    ("written", "instead", "message"),
    [
        ("box = [100, 0, 200, 100]", "box = [150, 0, 200, 100]", "make their boxes touch"),
        ("opening = [20, 60]", "opening = [20, 160]", "reaches from 0.0 to 100.0 only"),
        ("box = [0, 0, 100, 100]", "box = [0, 100, 100, 0]", "smallest x"),
        ('room = "west"', 'room = "cellar"', "'cellar' is missing or names nothing"),
        ("eagerness = 1", "", "'eagerness' is missing"),
        ("[0, 0, 100, 100]", "[0, 0, 100, ", "made_up.toml"),
    ],
)
def test_a_map_that_makes_no_sense_says_where_and_what_to_change(
    read_text: Callable[[str], Arena], written: str, instead: str, message: str
) -> None:
    with pytest.raises(ArenaError, match=r"made_up\.toml") as raised:
        read_text(TINY.replace(written, instead))
    assert message in str(raised.value)


def test_an_unknown_map_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ArenaError, match=r"Choose from: .*fuel_depot"):
        read_arena("nowhere")
