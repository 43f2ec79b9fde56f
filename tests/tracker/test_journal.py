"""Crash safety: what the journal keeps, and what becomes of it."""

import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from tests.tracker.playing import LEVEL, MODULE, Game, RoundFile, attackers_of, path_of, positions_of, read_round_file

from proximity.simulator.host import Server

Start = Callable[..., Game]
FLUSH_MS = 4000


def restarted(game: Game, **options: object) -> Server:
    """The server process is started again, after the last one ended."""
    server = Server(MODULE, game.home, unix_time=1_790_100_000.0, seed=99, **options)
    server.map(LEVEL)
    server.frame(100)
    return server


def points_of(file: RoundFile) -> set[tuple[str, str]]:
    """Every sample of the file: player and time."""
    return {
        (life["name"], point["time"])
        for life in file.rows("PLAYER_TRACKS")
        for point in path_of(life)
        if point["event"] == "sample"
    }


def test_a_killed_server_loses_at_most_the_flush_interval(start: Start) -> None:
    game = start()
    hits = []
    for second in range(20):
        for slot in range(4):
            game.place(slot, 10.0 * second + slot)
        hits.append(game.time)
        game.hit(second % 2, 2, 1)
        game.wait(1000)
    killed = game.time
    game.server.kill()
    restarted(game)

    file = game.file()

    assert file.header["is_incomplete"] == "1"
    assert file.row("ROUND_OUTCOME")["end_reason"] == "recovered"
    saved = points_of(file)
    expected = range(800, killed - FLUSH_MS, 200)
    assert [time for time in expected if any((f"player{slot}", str(time)) not in saved for slot in range(4))] == []
    safe = [time for time in hits if time <= killed - FLUSH_MS]
    assert [int(row["time"]) for row in file.rows("HITS")][: len(safe)] == safe
    assert {life["death_type"] for life in file.rows("PLAYER_TRACKS")} == {"shutdown"}
    assert {row["outcome"] for row in file.rows("ENGAGEMENTS")} == {"shutdown"}
    assert sum(int(attacker["hits"]) for row in file.rows("ENGAGEMENTS") for attacker in attackers_of(row)) >= len(safe)
    assert game.journals() == []


def test_a_recovered_file_is_whole_in_itself(start: Start) -> None:
    game = start()
    game.hit(0, 2)
    game.wait(1000)
    game.kill(0, 2)
    game.wait(2 * FLUSH_MS)
    game.server.kill()
    restarted(game)

    file = game.file()

    assert file.header["tracker_version_full"] == "proximity-1.0.0"
    assert int(file.header["round_end_unix"]) > int(file.header["round_start_unix"])
    assert file.path.read_text().rstrip("\n").split("\n")[-1].startswith("# END ")
    for life in file.rows("PLAYER_TRACKS"):
        assert int(life["samples"]) == len(path_of(life))
    cells = sum(int(row["traversal"]) for row in file.rows("MOVEMENT_HEATMAP"))
    assert cells == pytest.approx(len(points_of(file)), abs=45)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_cut_off_the_journal_the_rest_is_recovered(start: Start, seed: int) -> None:
    game = start("AX")
    game.hit(0, 1)
    game.wait(4 * FLUSH_MS)
    game.server.kill()
    (journal,) = game.journals()
    data = journal.read_bytes()
    cut = random.Random(seed).randrange(len(data) // 2, len(data))
    journal.write_bytes(data[:cut])
    server = restarted(game)

    file = game.file()

    assert not [line for line in server.console if "error" in line]
    assert len(file.rows("PLAYER_TRACKS")) == 2
    for life in file.rows("PLAYER_TRACKS"):
        assert all(point["event"] for point in path_of(life))


def test_a_kill_while_the_file_is_written_leaves_no_half_file(start: Start) -> None:
    game = start("AX", cvars={"proximity_write_kb_per_frame": "4"})
    game.wait(10000)
    game.server.end_round("Wolf EndRound.", 1)
    game.server.frame(13)
    assert game.files() == []
    game.server.kill()
    restarted(game)

    file = game.file()

    assert tuple(file.row("ROUND_OUTCOME").values())[:3] == ("ALLIES", "AXIS", "objective")
    assert file.header["is_incomplete"] == "1"
    assert {life["death_type"] for life in file.rows("PLAYER_TRACKS")} == {"round_end"}


def test_a_journal_whose_round_file_is_there_makes_no_second_one(start: Start) -> None:
    game = start("AX", cvars={"proximity_write_kb_per_frame": "4"})
    game.wait(5000)
    game.server.end_round()
    journal: bytes = b""
    while not game.files():
        if game.journals():
            journal = game.journals()[0].read_bytes()
        game.server.frame()
    (game.home / "legacy/proximity/journal/journal-1.txt").write_bytes(journal)
    whole = game.file().path.read_bytes()
    restarted(game)

    assert game.file().path.read_bytes() == whole
    assert game.journals() == []


def test_a_recovery_that_is_interrupted_is_done_again(start: Start) -> None:
    game = start("AX")
    game.wait(20000)
    game.server.kill()
    second = Server(MODULE, game.home)
    second.map(LEVEL)
    second.kill()
    restarted(game)

    assert game.file().header["is_incomplete"] == "1"
    assert game.journals() == []


def test_an_old_round_is_recovered_while_the_next_is_played(start: Start, tmp_path: Path) -> None:
    start("AX").server.frame(200)
    again = Game(tmp_path, "AX", unix_time=1_790_200_000.0)
    again.wait(3000)
    again.server.end_round()
    again.server.frame(200)

    files = [read_round_file(path) for path in again.files()]

    assert [file.header["is_incomplete"] for file in files] == ["1", "0"]
    assert again.journals() == []


def test_lua_restart_goes_on_with_the_round(start: Start) -> None:
    game = start("AX")
    for slot in (0, 1):
        game.place(slot, 100.0 * slot)
    game.hit(0, 1)
    game.wait(5000)
    game.kill(0, 1)
    game.wait(1000)
    game.server.spawn(0)
    game.wait(500)
    game.server.lua_restart()
    restart = game.time
    game.wait(2000)
    game.hit(0, 1)
    game.wait(500)

    file = game.end()

    assert file.header["is_incomplete"] == "0"
    assert [row["id"] for row in file.rows("ENGAGEMENTS")] == ["1", "2"]
    assert file.rows("COMBAT_POSITIONS") != []
    lives = sorted((life["name"], life["death_type"]) for life in file.rows("PLAYER_TRACKS"))
    assert lives == [
        ("player0", "killed"), ("player0", "round_end"), ("player0", "shutdown"),
        ("player1", "round_end"), ("player1", "shutdown"),
    ]  # fmt: skip
    times = sorted(int(time) for name, time in points_of(file) if name == "player1")
    assert max(later - earlier for earlier, later in pairwise(times[3:])) <= 250
    assert min(time for time in times if time > restart) <= restart + 250
    assert sum(int(row["traversal"]) for row in file.rows("MOVEMENT_HEATMAP")) == len(points_of(file))
    assert positions_of(file.rows("ENGAGEMENTS")[1])


def test_loading_the_module_into_a_round_records_the_rest(start: Start) -> None:
    game = start("AX")
    game.wait(5000)
    game.server.kill()
    for journal in game.journals():
        journal.unlink()
    again = Game(game.home, "AX")
    again.wait(3000)
    (again.home / "legacy/proximity/journal/journal-1.txt").write_bytes(b"")
    again.server.lua_restart()
    restart = again.time
    again.wait(2000)

    life = again.end().rows("PLAYER_TRACKS")[0]

    assert restart <= int(life["spawn_time"]) <= restart + 50
    assert path_of(life)[0]["event"] == "sample"


def test_a_disk_that_takes_nothing_costs_a_line_and_no_round(start: Start, tmp_path: Path) -> None:
    (tmp_path / "legacy").mkdir()
    (tmp_path / "legacy/proximity").write_text("a file where the folder should be")
    game = start("AX")
    game.wait(3000)
    game.server.end_round()
    game.server.frame(100)

    lines = [line for line in game.server.console if "proximity: " in line and "journal" in line]

    assert any("no journal can be written" in line for line in lines)
    assert any("cannot be written" in line for line in lines)
    assert game.server.cvars["gamestate"] == "3"
