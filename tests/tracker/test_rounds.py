"""The round as a whole: its clock, its outcome, its header, what is not a round."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from tests.tracker.playing import LEVEL, MODULE, Game, path_of, read_round_file

from proximity.simulator.host import Level, MapScript, Server

Start = Callable[..., Game]


def pause(game: Game, ms: int) -> int:
    """A pause of so many ms before somebody ends it; returns its whole length, the resuming included."""
    start = int(game.server.configstrings[11])
    game.server.pause()
    game.wait(ms)
    game.server.unpause()
    while game.server.is_paused:
        game.server.frame()
    return int(game.server.configstrings[11]) - start


def test_the_axis_stands_still_in_a_pause(start: Start) -> None:
    game = start("AX")
    game.wait(3000 - game.time)
    length = pause(game, 7300)
    resumed = game.time
    game.wait(1000)
    game.hit(0, 1)
    hit = game.time

    file = game.end()
    times = [int(point["time"]) for point in path_of(file.rows("PLAYER_TRACKS")[0])]

    assert 3000 <= resumed <= 3100
    assert file.row("HITS")["time"] == str(hit)
    assert max(later - earlier for earlier, later in pairwise(times[3:])) <= 200
    row = file.row("PAUSES")
    assert (row["paused_at"], row["duration_ms"]) == ("3000", str(length))
    assert file.header["paused_ms"] == str(length)


def test_a_pause_that_is_on_at_the_end_lasts_until_then(start: Start) -> None:
    game = start("AX")
    game.wait(3000 - game.time)
    game.server.pause()
    game.wait(5000)

    file = game.end("Wolf EndRound.", winner=0)

    assert file.row("PAUSES")["paused_at"] == "3000"
    assert int(file.row("PAUSES")["duration_ms"]) == pytest.approx(5000, abs=100)
    assert max(int(life["death_time"]) for life in file.rows("PLAYER_TRACKS")) == pytest.approx(3000, abs=100)


def test_nothing_escapes_in_a_pause(start: Start) -> None:
    game = start("AX")
    game.hit(0, 1)
    game.place(0, 2000.0)
    game.wait(1000)
    pause(game, 30000)

    assert game.end().row("ENGAGEMENTS")["outcome"] == "round_end"


@pytest.mark.parametrize(
    ("reason", "winner", "row"),
    [
        ("Wolf EndRound.", 1, ("ALLIES", "AXIS", "objective", "600000", "42000", "")),
        ("Axis Surrender", 1, ("ALLIES", "AXIS", "surrender", "600000", "42000", "AXIS")),
        ("Allied team eliminated.", 0, ("AXIS", "AXIS", "eliminated", "600000", "600000", "")),
        ("Timelimit hit.", -1, ("DRAW", "AXIS", "time_limit", "600000", "42000", "")),
        ("Something new.", 0, ("AXIS", "AXIS", "other", "600000", "600000", "")),
    ],
)
def test_the_outcome_is_that_of_the_game(start: Start, reason: str, winner: int, row: tuple[str, ...]) -> None:
    game = start("AX")
    game.wait(41950 - game.time)
    if reason.startswith(("Wolf", "Allied", "Some")):
        game.wait(50)

    assert tuple(game.end(reason, winner).row("ROUND_OUTCOME").values()) == row


def test_a_script_that_ends_the_round_at_the_time_limit_ends_it_by_time(start: Start) -> None:
    game = start("AX", level=replace(LEVEL, script=MapScript(timelimit_minutes=0.5)))
    game.wait(30000 - game.time)

    assert game.end("Wolf EndRound.").row("ROUND_OUTCOME")["end_reason"] == "time_limit"


def test_the_second_round_is_round_two(start: Start) -> None:
    game = start("AX")
    game.end("Wolf EndRound.", winner=1)
    game.server.intermission()
    game.server.countdown()
    game.wait(2000)
    game.server.end_round("Timelimit hit.", 0)
    game.server.frame(200)

    first, second = (read_round_file(path) for path in game.files())

    assert (first.header["round"], second.header["round"]) == ("1", "2")
    assert second.path.name.endswith("-supply-round-2_engagements.txt")
    assert int(second.header["round_start_unix"]) > int(first.header["round_end_unix"])


def test_the_header_says_how_the_round_was_recorded(start: Start) -> None:
    game = start("AX", fps=40, cvars={"sv_hostname": "^1My; server=1", "proximity_escape_time": "4000"})
    game.wait(2000)

    file = game.end()

    assert list(file.header) == [
        "map", "round", "crossfire_window", "escape_time", "escape_distance", "position_sample_interval",
        "round_start_unix", "round_end_unix", "axis_spawn_interval", "allies_spawn_interval", "tracker_version_full",
        "test_mode", "capabilities", "server", "sv_fps", "paused_ms", "tracker_errors", "is_incomplete",
    ]  # fmt: skip
    expected = {
        "map": "supply", "round": "1", "escape_time": "4000", "axis_spawn_interval": "20000",
        "allies_spawn_interval": "15000", "test_mode": "0", "server": "^1My; server=1", "sv_fps": "40",
        "tracker_errors": "0", "is_incomplete": "0",
    }  # fmt: skip
    assert {key: file.header[key] for key in expected} == expected
    seconds = int(file.header["round_end_unix"]) - int(file.header["round_start_unix"])
    assert seconds == pytest.approx(2, abs=1)


def test_a_server_can_be_given_a_name(start: Start) -> None:
    game = start("AX", cvars={"proximity_server": "north"})

    assert game.end().header["server"] == "north"


def test_warmup_leaves_no_trace(tmp_path: Path) -> None:
    server = Server(MODULE, tmp_path)
    server.map(LEVEL)
    for slot in (0, 1):
        server.connect(slot, "p", "A" * 32)
        server.begin(slot)
        server.set_team(slot, 1 + slot)
        server.spawn(slot)
    server.damage(0, 1, 150, 0, 9)
    server.frame(50)
    server.quit()

    assert list(tmp_path.rglob("*.txt")) == []


def test_a_round_without_anybody_makes_no_file(start: Start) -> None:
    game = start("")
    game.server.end_round()
    game.server.frame(100)

    assert game.files() == []
    assert game.journals() == []


def test_players_in_intermission_are_not_players(start: Start) -> None:
    game = start("AAX")
    game.kill(0, 2)
    game.server.limbo(0)
    game.server.end_round()
    game.server.frame(2)
    game.server.spawn(0)
    game.server.damage(1, 2, 500, 1, 18)
    game.server.frame(200)

    file = game.file()

    assert len(file.rows("PLAYER_TRACKS")) == 3
    assert len(file.rows("HITS")) == 1


@pytest.mark.parametrize(
    ("how", "reason"), [("map_restart", "map_restart"), ("map", "map_change"), ("quit", "shutdown")]
)
def test_a_round_that_is_broken_off_is_written_as_incomplete(start: Start, how: str, reason: str) -> None:
    game = start("AX")
    game.place(0, 250.0)
    game.hit(0, 1)
    game.wait(5000)
    if how == "map":
        game.server.map("other")
    else:
        getattr(game.server, how)()

    file = game.file()

    assert file.header["is_incomplete"] == "1"
    assert (file.header["map"], file.header["round"]) == ("supply", "1")
    assert tuple(file.row("ROUND_OUTCOME").values()) == ("", "AXIS", reason, "600000", "", "")
    assert {life["death_type"] for life in file.rows("PLAYER_TRACKS")} == {"shutdown"}
    assert file.row("ENGAGEMENTS")["outcome"] == "shutdown"
    assert path_of(file.rows("PLAYER_TRACKS")[0])[-1]["x"] == "250.0"


def test_a_map_with_a_strange_name_still_has_a_file(start: Start) -> None:
    file = start("AX", level=Level("te/st map-v2")).end()

    assert file.path.name.endswith("-te_st_map-v2-round-1_engagements.txt")
    assert file.header["map"] == "te/st map-v2"
