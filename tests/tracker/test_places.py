"""Where things happened: heatmaps, objectives, carriers, constructions."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.tracker.playing import LEVEL, Game, path_of

Start = Callable[..., Game]

GATE_TRIGGER = {
    "classname": "trigger_objective_info", "track": "the gate", "message": "Gate", "spawnflags": 1 + 16,
    "target": "gate", "r.absmin": (90.0, -10.0, 0.0), "r.absmax": (110.0, 10.0, 40.0),
}  # fmt: skip
GATE = {"classname": "func_explosive", "targetname": "gate"}
CABINET = {
    "classname": "trigger_objective_info",
    "track": "Health Cabinet",
    "spawnflags": 32,
    "s.origin": (5.0, 5.0, 0.0),
}
DOCUMENTS = {"classname": "team_CTF_redflag", "message": "Secret Papers", "s.origin": (500.0, 0.0, 24.0)}
POLE = {"classname": "team_WOLF_checkpoint", "scriptName": "forward", "count": 1, "s.origin": (300.0, 0.0, 0.0)}
EXIT = {"classname": "trigger_flagonly", "scriptName": "truck", "spawnflags": 1, "r.absmin": (-10.0, 0.0, 0.0),
        "r.absmax": (10.0, 0.0, 0.0)}  # fmt: skip
BRIDGE_TRIGGER = {"classname": "trigger_objective_info", "track": "the bridge", "target": "bridge", "spawnflags": 2,
                  "s.origin": (0.0, 700.0, 0.0)}  # fmt: skip
BRIDGE = {"classname": "func_constructible", "targetname": "bridge"}
POST_TRIGGER = BRIDGE_TRIGGER | {"track": "the post", "target": "post", "spawnflags": 2 + 64}
POST = {"classname": "func_constructible", "targetname": "post"}
TANK = {"classname": "script_mover", "scriptName": "tank", "spawnflags": 8, "s.origin": (800.0, 800.0, 24.0)}
CRATE = {"classname": "script_mover", "scriptName": "crate", "s.origin": (1.0, 1.0, 1.0)}
MAP = replace(LEVEL, entities=[GATE_TRIGGER, GATE, CABINET, DOCUMENTS, POLE, EXIT, BRIDGE_TRIGGER, BRIDGE, TANK, CRATE])


def test_objectives_are_found_on_any_map(start: Start) -> None:
    game = start("AX", level=MAP)

    rows = [tuple(row.values()) for row in game.end().rows("OBJECTIVES")]

    assert rows == [
        ("the gate", "explosive", "72", "AXIS", "1", "100", "0", "20", "map"),
        ("the bridge", "constructible", "78", "ALLIES", "0", "0", "700", "0", "map"),
        ("Secret Papers", "flag", "75", "AXIS", "0", "500", "0", "24", "map"),
        ("forward", "checkpoint", "76", "AXIS", "0", "300", "0", "0", "map"),
        ("truck", "capture_trigger", "77", "AXIS", "0", "0", "0", "0", "map"),
        ("tank", "vehicle", "80", "", "0", "800", "800", "24", "map"),
    ]


def test_a_file_overrides_objectives(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "legacy/proximity/objectives"
    folder.mkdir(parents=True)
    text = "# supply\nthe gate;1;2;3\nforward;off\nthe ramp;4;5;6;other;ALLIES;1\nnonsense\n"
    (folder / "supply.txt").write_text(text)
    game = start("AX", level=MAP)

    rows = {row["name"]: tuple(row.values())[1:] for row in game.end().rows("OBJECTIVES")}

    assert rows["the gate"] == ("explosive", "72", "AXIS", "1", "1", "2", "3", "override")
    assert rows["the ramp"] == ("other", "", "ALLIES", "1", "4", "5", "6", "override")
    assert "forward" not in rows
    assert any('"nonsense" is not name;x;y;z' in line for line in game.server.console)


def test_focus_is_the_distance_to_the_nearest_objective(start: Start) -> None:
    game = start("AX", level=replace(MAP, entities=[GATE_TRIGGER, GATE, POLE]))
    game.place(0, 100.0, 0.0, 20.0)
    game.place(1, 3300.0, 0.0, 0.0)
    game.wait(4000)

    file = game.end()
    near, far = file.rows("OBJECTIVE_FOCUS")
    samples = sum(point["event"] == "sample" for point in path_of(file.rows("PLAYER_TRACKS")[0]))

    assert (near["objective"], far["objective"]) == ("the gate", "forward")
    assert int(near["samples"]) == samples
    assert int(near["time_within_radius_ms"]) == 200 * samples
    assert float(far["avg_distance"]) == pytest.approx(3000, rel=0.1)


def test_maps_without_objectives_have_no_focus(start: Start) -> None:
    file = start("AX").end()

    assert file.rows("OBJECTIVES") == []
    assert "OBJECTIVE_FOCUS" not in file.sections


def test_cells_count_samples_hits_and_escapes(start: Start) -> None:
    game = start("AX")
    game.place(0, -1.0, -1.0)
    game.place(1, 600.0, 600.0)
    game.hit(0, 1)
    game.hit(0, 1)
    game.wait(1000)
    game.place(0, 2000.0, 100.0)
    game.wait(5000)

    file = game.end()
    cells = {(row["grid_x"], row["grid_y"]): row for row in file.rows("MOVEMENT_HEATMAP")}

    assert cells["-1", "-1"]["combat"] == "2"
    assert cells["3", "0"]["escape"] == "1"
    samples = sum(point["event"] == "sample" for life in file.rows("PLAYER_TRACKS") for point in path_of(life))
    assert sum(int(row["traversal"]) for row in cells.values()) == samples


def test_kills_count_in_the_victims_cell_for_the_killers_side(start: Start) -> None:
    game = start("AX")
    game.place(0, 1024.0, -0.5)
    game.kill(0, 1)

    assert tuple(game.end().row("KILL_HEATMAP").values()) == ("2", "-1", "0", "1")


def carrying(game: Game, slot: int) -> None:
    """An Allied player takes the documents."""
    game.server.print_line(f"Item: {slot} team_CTF_redflag")
    game.server.entity(slot)["ps.powerups", 5] = 2**31 - 1
    game.wait(50)


def test_a_carrier_is_killed(start: Start) -> None:
    game = start("AX", level=MAP)
    game.place(1, 500.0)
    carrying(game, 1)
    game.place(1, 500.0, 300.0)
    game.wait(1000)
    game.place(1, 800.0, 300.0)
    game.kill(1, 0)

    file = game.end()
    row = file.row("CARRIER_EVENTS")

    assert (row["outcome"], row["flag_team"], row["killer_name"]) == ("killed", "redflag", "player0")
    assert (row["carry_distance"], row["pickup_x"], row["drop_x"]) == ("600.0", "500", "800")
    assert file.row("CARRIER_KILLS")["carrier_distance_at_kill"] == "600.0"


@pytest.mark.parametrize("is_dropped", [True, False])
def test_an_item_that_is_gone_was_dropped_or_delivered(start: Start, is_dropped: bool) -> None:
    game = start("AX", level=MAP)
    carrying(game, 1)
    game.server.entity(1)["ps.powerups", 5] = 0
    if is_dropped:
        game.server.add_entity({"classname": "team_CTF_redflag", "flags": 0x1000})
    game.wait(50)

    assert game.end().row("CARRIER_EVENTS")["outcome"] == ("dropped" if is_dropped else "secured")


def test_a_touch_without_pick_up_is_no_carry(start: Start) -> None:
    game = start("AX", level=MAP)
    game.server.print_line("Item: 1 team_CTF_redflag")
    game.wait(100)

    assert game.end().rows("CARRIER_EVENTS") == []


def test_a_delivery_that_ends_the_round_is_secured(start: Start) -> None:
    game = start("AX", level=MAP)
    carrying(game, 1)
    game.server.entity(1)["ps.powerups", 5] = 0

    file = game.end("Wolf EndRound.", winner=1)

    assert file.row("CARRIER_EVENTS")["outcome"] == "secured"


@pytest.mark.parametrize(
    ("line", "event", "track"),
    [
        ("Dynamite_Plant: 1 the gate", "dynamite_plant", "the gate"),
        ("Dynamite_Diffuse: 1 the; gate", "dynamite_defuse", "the_ gate"),
        ("Objective_Destroyed: 1 (null)", "objective_destroyed", ""),
    ],
)
def test_dynamite_is_told_by_the_game(start: Start, line: str, event: str, track: str) -> None:
    game = start("AX", level=MAP)
    game.place(1, 101.4, 2.6)
    game.server.print_line(line)

    row = game.end().row("CONSTRUCTION_EVENTS")

    assert (row["event_type"], row["track_name"], row["player_name"]) == (event, track, "player1")
    assert (row["player_x"], row["player_y"]) == ("101", "3")


def test_what_is_built_is_told_from_a_mended_gun(start: Start) -> None:
    game = start("AX", level=MAP)
    game.place(1, 0.0, 650.0)
    game.server.print_line("Repair: 1")
    game.place(1, 900.0, 0.0)
    game.server.print_line("Repair: 1")

    assert game.end().row("CONSTRUCTION_EVENTS")["track_name"] == "the bridge"


def test_a_command_post_is_built_on_a_map_without_anything_else_to_build(start: Start) -> None:
    game = start("AX", level=replace(MAP, entities=[POST_TRIGGER, POST]))
    game.wait(1000)
    game.place(1, 0.0, 650.0)
    game.server.print_line("Repair: 1")

    file = game.end()
    assert file.row("OBJECTIVES")["kind"] == "command_post"
    assert file.row("CONSTRUCTION_EVENTS")["track_name"] == "the post"


def test_dynamite_explodes_inside_the_frame_that_is_not_over(start: Start) -> None:
    game = start("AX", level=MAP)
    game.wait(1000)
    before = game.time
    game.server.begin_frame()
    game.server.print_line("Objective_Destroyed: 1 the gate")
    game.server.frame()

    assert game.end().row("CONSTRUCTION_EVENTS")["event_time"] == str(before + 50)


def test_flag_poles_are_captured_by_the_nearest(start: Start) -> None:
    game = start("AXX", level=MAP)
    game.place(1, 310.0)
    game.wait(1500)
    game.server.entity(76)["count"] = 2
    game.wait(1000)

    row = game.end().row("CONSTRUCTION_EVENTS")

    assert (row["event_type"], row["player_name"], row["track_name"]) == ("flag_captured", "player1", "forward")


def test_the_nearest_is_who_is_near_now_and_not_who_was_at_the_last_sample(start: Start) -> None:
    game = start("AXX", level=MAP, cvars={"proximity_sample_interval": "1000"})
    game.place(1, 310.0)
    game.place(2, 600.0)
    game.wait(2050 - game.time)
    game.place(1, 600.0)
    game.place(2, 310.0)
    game.server.entity(76)["count"] = 2
    game.wait(600)

    assert game.end().row("CONSTRUCTION_EVENTS")["player_name"] == "player2"
