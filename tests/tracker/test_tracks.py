"""Lives: when they begin and end, and what their points say."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from tests.tracker.playing import MOD_GRENADE, THOMPSON, WORLD, Game, path_of

Start = Callable[..., Game]
SPECTATOR = 3


def test_a_life_runs_from_the_spawn_to_the_last_death(start: Start) -> None:
    game = start("AX")
    game.place(0, 50.0, velocity=(30.0, 40.0, 500.0))
    game.wait(1000)
    game.kill(0, 1)
    died = game.time

    life = game.end().rows("PLAYER_TRACKS")[0]
    points = path_of(life)

    assert (life["guid"], life["team"], life["class"]) == (f"{0:032X}", "AXIS", "SOLDIER")
    assert (life["death_time"], life["death_type"], life["samples"]) == (str(died), "killed", str(len(points)))
    assert [point["event"] for point in points[:2]] == ["spawn", "sample"]
    assert points[0]["time"] == life["spawn_time"]
    assert points[-2] | {"time": ""} == {
        "time": "", "x": "50.0", "y": "0.0", "z": "24.0", "health": "100", "speed": "50.0", "weapon": "3",
        "stance": "0", "sprint": "0", "event": "sample",
    }  # fmt: skip
    assert [points[-1][name] for name in ("time", "health", "speed", "event")] == [str(died), "0", "0.0", "killed"]
    assert life["first_move_time"] == next(point["time"] for point in points if float(point["speed"]) > 10)


@pytest.mark.parametrize(("fps", "interval"), [(20, 200), (40, 200), (20, 500), (40, 50)])
def test_everybody_is_sampled_at_the_same_moments_on_a_grid(start: Start, fps: int, interval: int) -> None:
    game = start("AX", fps=fps, cvars={"proximity_sample_interval": str(interval)})
    game.wait(3000)

    first, second = (
        [int(point["time"]) for point in path_of(life) if point["event"] == "sample"]
        for life in game.end().rows("PLAYER_TRACKS")
    )

    assert first == second
    steady = [time for time in first if time > 1000]
    assert {time % interval for time in steady} == {0}
    assert {later - earlier for earlier, later in pairwise(steady)} == {interval}


def test_a_revived_player_lives_on_in_the_same_row(start: Start) -> None:
    game = start("AAX")
    game.place(0, 80.0)
    game.wait(400)
    game.kill(0, 2)
    died = game.time
    game.wait(1000)
    game.server.revive(0, 1, origin=(90.0, 0.0, 24.0))
    revived = game.time
    game.wait(400)

    file = game.end()
    life = file.rows("PLAYER_TRACKS")[0]
    points = path_of(life)

    assert len(file.rows("PLAYER_TRACKS")) == 3
    fall = next(i for i, point in enumerate(points) if point["event"] == "killed")
    assert (points[fall]["time"], points[fall]["health"]) == (str(died), "0")
    assert (points[fall + 1]["time"], points[fall + 1]["event"]) == (str(revived), "revived")
    assert points[fall + 1]["health"] == "50"
    assert {point["event"] for point in points[fall + 2 : -1]} == {"sample"}
    assert points[-1]["event"] == "round_end"
    assert (life["death_type"], life["samples"]) == ("round_end", str(len(points)))
    revive = file.row("REVIVES")
    assert (revive["time"], revive["medic_name"], revive["revived_name"]) == (str(revived), "player1", "player0")


def test_who_dies_again_after_a_revive_ends_with_his_last_death(start: Start) -> None:
    game = start("AAX")
    game.kill(0, 2)
    game.wait(500)
    game.server.revive(0, 1)
    game.wait(500)
    game.server.entity(0)["health"] = 0
    game.server.obituary(0, WORLD, 32)
    died = game.time
    game.wait(500)

    life = next(life for life in game.end().rows("PLAYER_TRACKS") if life["name"] == "player0")

    assert (life["death_time"], life["death_type"]) == (str(died), "fallen")


def test_one_who_lies_at_the_end_of_the_round_ended_with_his_death(start: Start) -> None:
    game = start("AX")
    game.kill(0, 1)
    died = game.time
    game.wait(3000)

    life = game.end().rows("PLAYER_TRACKS")[0]

    assert (life["death_time"], life["death_type"], path_of(life)[-1]["event"]) == (str(died), "killed", "killed")


def test_a_new_life_begins_with_the_wave_and_not_with_the_change_of_side(start: Start) -> None:
    game = start("AX")
    game.wait(1000)
    game.server.set_team(0, 2)
    changed = game.time
    game.wait(3000)
    game.server.begin_frame()
    game.server.spawn(0, origin=(1000.0, 50.0, 24.0))
    spawned = game.time
    game.server.frame(10)

    old, new = (life for life in game.end().rows("PLAYER_TRACKS") if life["name"] == "player0")

    assert (old["team"], old["death_time"], old["death_type"]) == ("AXIS", str(changed), "selfkill")
    assert (new["team"], new["spawn_time"]) == ("ALLIES", str(spawned))
    assert path_of(new)[0]["y"] == "50.0"


def test_nothing_is_recorded_of_those_who_wait_or_watch(start: Start) -> None:
    game = start("AAX")
    game.place(1, 500.0, 500.0)
    game.kill(0, 2)
    game.server.limbo(0, following=1)
    game.join(7, SPECTATOR)
    game.server.follow(7, 2)
    died = game.time
    game.wait(2000)

    lives = game.end().rows("PLAYER_TRACKS")

    assert sorted(life["name"] for life in lives) == ["player0", "player1", "player2"]
    given_up = next(life for life in lives if life["name"] == "player0")
    assert given_up["death_time"] == str(died)
    assert "500.0,500.0" not in given_up["path"]


def test_sides_that_are_swapped_without_obituary_end_lives_unseen(start: Start) -> None:
    game = start("AX")
    game.wait(1000)
    game.hit(0, 1)
    game.server.swap_teams()
    swapped = game.time
    game.wait(1000)

    file = game.end()

    ends = [(life["death_time"], life["death_type"]) for life in file.rows("PLAYER_TRACKS")]
    assert ends == [(str(swapped), "unknown")] * 2
    assert file.row("ENGAGEMENTS")["outcome"] == "unknown"


def test_a_slot_that_is_used_again_in_the_same_frame_is_another_player(start: Start) -> None:
    game = start("AX")
    game.wait(1000)
    game.server.disconnect(0)
    game.join(0, 1, name="^2other", guid="F" * 32)
    left = game.time
    game.wait(1000)
    game.server.spawn(0)
    game.wait(500)

    first, second = (life for life in game.end().rows("PLAYER_TRACKS") if life["team"] == "AXIS")

    assert (first["guid"], first["death_time"], first["death_type"]) == (f"{0:032X}", str(left), "disconnect")
    assert (second["guid"], second["name"]) == ("F" * 32, "^2other")


@pytest.mark.parametrize(("stance", "number"), [("stand", "0"), ("crouch", "1"), ("prone", "2")])
def test_prone_is_prone(start: Start, stance: str, number: str) -> None:
    game = start("A")
    game.place(0, 0.0, stance=stance)
    game.wait(1000)

    points = path_of(game.end().row("PLAYER_TRACKS"))

    assert points[-2]["stance"] == number
    # The engine's "has respawned" flag is set at the first point.
    assert points[0]["stance"] == "0"


@pytest.mark.parametrize(
    ("stamina", "speed", "adrenaline", "sprints"),
    [
        ((20000, 19000), 352.0, 0, "1"),  # the whole time
        ((20000, 19650), 300.0, 0, "1"),  # half of it
        ((20000, 17550), 250.0, 0, "0"),  # a jump
        ((20000, 16500), 350.0, 0, "1"),  # a jump and the whole time
        ((15000, 15200), 250.0, 0, "0"),  # recovering
        ((20000, 19000), 100.0, 0, "0"),  # too slow for it
        ((20000, 20000), 340.0, 0, "0"),  # fast, but by other means
        ((20000, 20000), 340.0, 99999, "1"),  # under adrenaline stamina does not fall
        ((20000, 20000), 256.0, 99999, "0"),
    ],
)
def test_sprinting_shows_in_the_stamina(
    start: Start, stamina: tuple[int, int], speed: float, adrenaline: int, sprints: str
) -> None:
    game = start("A")
    game.wait(2000 - game.time)
    game.server.entity(0)["ps.powerups", 11] = adrenaline
    game.place(0, 0.0, velocity=(speed, 0.0, 0.0), stamina=stamina[0])
    game.wait(200)
    game.place(0, 0.0, velocity=(speed, 0.0, 0.0), stamina=stamina[1])
    game.wait(200)

    sample = next(point for point in path_of(game.end().row("PLAYER_TRACKS")) if point["time"] == "2400")

    assert sample["sprint"] == sprints


def test_explosions_happen_inside_the_frame_that_is_not_over(start: Start) -> None:
    game = start("AX")
    game.wait(1000)
    game.server.begin_frame()
    game.server.damage(0, 1, 150, 1, MOD_GRENADE)
    died = str(game.time)
    game.server.frame()

    file = game.end()

    assert file.row("HITS")["time"] == died
    assert file.row("ENGAGEMENTS")["end_time"] == died
    assert file.rows("PLAYER_TRACKS")[0]["death_time"] == died
    assert file.row("COMBAT_POSITIONS")["time"] == died


def test_class_changes_show_at_the_spawn(start: Start) -> None:
    game = start("AX")
    game.wait(500)
    game.server.set_class(0, 1)
    game.kill(0, 1)
    game.wait(500)
    game.server.spawn(0)
    spawned = str(game.time)
    game.wait(500)

    row = game.end().row("CLASS_CHANGES")

    assert (row["time"], row["name"], row["from_class"], row["to_class"]) == (spawned, "player0", "SOLDIER", "MEDIC")


def test_view_angles_are_tracked_if_asked_for(start: Start) -> None:
    game = start("A", cvars={"proximity_view_tracks": "1"})
    game.place(0, 0.0, viewangles=(-10.25, 135.0, 0.0))
    game.wait(1000)

    file = game.end()
    views, life = file.row("VIEW_TRACKS"), file.row("PLAYER_TRACKS")

    times = [point["time"] for point in path_of(life) if point["event"] == "sample"]
    assert [view.split(",")[0] for view in views["views"].split("|")] == times
    assert views["views"].split("|")[-1].split(",")[1:] == ["135.0", "-10.2"]
    assert (views["samples"], views["spawn_time"]) == (str(len(times)), life["spawn_time"])


def test_shots_are_recorded_if_asked_for(start: Start) -> None:
    game = start("A", cvars={"proximity_shots": "1"})
    game.place(0, -10.7, 10.7, viewangles=(1.0, 2.0, 0.0))
    game.server.weapon_fire(0, THOMPSON)

    row = game.end().row("SHOT_FIRED")

    assert list(row.values())[1:] == [f"{0:032X}", "8", "-10", "10", "24", "2.00", "1.00"]
