"""Objectives on the server: what a module finds in the map, and what it hears."""

from collections.abc import Callable
from pathlib import Path

import pytest

from proximity.simulator.host import Server
from proximity.simulator.match.arena import Arena, read_arena
from proximity.simulator.match.driving.levels import make_level
from proximity.simulator.match.driving.props import Props
from proximity.simulator.match.sides import Team
from proximity.simulator.match.truth.events import Deed, ObjectiveDeed

SLOT = 2
CS_OID_TRIGGERS = 769

Stage = tuple[Server, Props, Callable[..., None]]


@pytest.fixture
def stage(tmp_path: Path) -> Callable[[str], Stage]:
    """A server with a map and a player on slot 2; and a way to let deeds happen."""

    def put_up(arena_name: str) -> Stage:
        module = tmp_path / "module.lua"
        module.write_text("")
        arena = read_arena(arena_name)
        server = Server(module, tmp_path)
        server.map(make_level(arena, 20, arena.time_limit_ms))
        server.connect(SLOT, "engineer", "A" * 32)
        server.begin(SLOT)
        server.set_team(SLOT, Team.ALLIES)
        server.countdown()
        props = Props(server, arena)

        def let(deed: Deed, objective: str, slot: int = SLOT, team: Team = Team.ALLIES) -> None:
            server.console.clear()
            when = {"time_ms": 0, "heard_ms": 0, "level_ms": 0}
            props.apply(
                ObjectiveDeed(
                    **when, objective=objective, deed=deed, player=0, slot=slot, team=team, x=1.0, y=2.0, z=3.0
                )
            )

        return server, props, let

    return put_up


def find(server: Server, **wanted: object) -> list[int]:
    """Entities of the map with these fields."""
    fields = {name.replace("__", "."): value for name, value in wanted.items()}
    return [number for number in range(72, 200) if all(server.entity(number)[name] == fields[name] for name in fields)]


def lines(server: Server) -> list[str]:
    return [line for line in "".join(server.console).splitlines() if line]


def test_modules_find_the_objectives_in_the_list_of_triggers(stage: Callable[[str], Stage]) -> None:
    server, *_ = stage("harbourgate")
    listed = [server.configstrings[CS_OID_TRIGGERS + index] for index in range(4)]
    assert listed == ["the Harbour Gate", "the Radio Codes", "the Boat", "the Allied Command Post"]


def test_dynamite_lies_there_until_it_is_defused(stage: Callable[[str], Stage]) -> None:
    server, _, let = stage("fuel_depot")
    let("plant", "the Perimeter Wall")
    assert len(find(server, classname="dynamite", s__weapon=15)) == 1
    assert lines(server) == [
        'legacy popup: ^7allies^7 planted "the Perimeter Wall"',
        "Dynamite_Plant: 2 the Perimeter Wall",
    ]
    let("defuse", "the Perimeter Wall", team=Team.AXIS)
    assert find(server, classname="dynamite") == []
    assert lines(server)[0] == "Dynamite_Diffuse: 2 the Perimeter Wall"


def test_what_is_destroyed_is_gone_from_the_map(stage: Callable[[str], Stage]) -> None:
    server, _, let = stage("fuel_depot")
    before = len(find(server, classname="func_explosive"))
    let("plant", "the Perimeter Wall")
    let("destroy", "the Perimeter Wall")
    assert len(find(server, classname="func_explosive")) == before - 1
    assert find(server, track="the Perimeter Wall") == []
    assert lines(server)[0] == "Objective_Destroyed: 2 the Perimeter Wall"


def test_documents_go_from_their_place_to_the_carrier_to_the_ground_and_home(stage: Callable[[str], Stage]) -> None:
    server, _, let = stage("harbourgate")
    (flag,) = find(server, classname="team_CTF_redflag")
    let("steal", "the Radio Codes")
    assert lines(server) == ["Item: 2 team_CTF_redflag", 'legacy popup: ^7allies^7 stole "the Radio Codes"']
    assert server.entity(flag)["r.contents"] == 0
    assert server.entity(SLOT)["ps.powerups", 5] > 0
    let("drop", "the Radio Codes")
    assert server.entity(SLOT)["ps.powerups", 5] == 0
    assert len(find(server, classname="team_CTF_redflag", flags=0x1000)) == 1
    let("return", "the Radio Codes", slot=-1, team=Team.AXIS)
    assert find(server, classname="team_CTF_redflag") == [flag]
    assert server.entity(flag)["r.contents"] != 0


def test_a_built_bridge_stands_and_says_who_built_it(stage: Callable[[str], Stage]) -> None:
    server, _, let = stage("old_quarry")
    let("build", "the Quarry Bridge")
    (bridge,) = find(server, classname="func_constructible", track="the Quarry Bridge")
    assert server.entity(bridge)["s.angles2"][1] == 1
    assert lines(server)[0] == "Repair: 2"


def test_a_flag_pole_counts_its_owner_and_a_vehicle_moves(stage: Callable[[str], Stage]) -> None:
    server, _, let = stage("radar-ridge")
    let("flag", "forward_bunker")
    (pole,) = find(server, classname="team_WOLF_checkpoint")
    assert server.entity(pole)["count"] == 2
    server, _, let = stage("Railhead_TE")
    (mover,) = find(server, classname="script_mover")
    let("move", "the Locomotive", slot=-1)
    assert server.entity(mover)["r.currentOrigin"] == (1.0, 2.0, 0.0)
    let("break", "the Locomotive")
    assert server.entity(mover)["health"] == 0


@pytest.mark.parametrize("arena", [read_arena("fuel_depot"), read_arena("Railhead_TE")], ids=lambda arena: arena.name)
def test_the_map_script_lets_the_defenders_win_by_default(arena: Arena) -> None:
    level = make_level(arena, 20, 300_000)
    assert level.script.defender == level.script.default_winner == arena.attackers.enemy - 1
    assert level.script.timelimit_minutes == 5
    assert all(len(points) == 20 for points in level.spawn_points.values())
