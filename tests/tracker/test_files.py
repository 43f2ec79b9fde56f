"""The file as bytes: its end line, its order, its names, and readers that know less."""

import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.tracker.playing import Game

Start = Callable[..., Game]
END = re.compile(rb"# END sections=(\d+) rows=(\d+) checksum=([0-9a-f]{8}) counts=([A-Z_:0-9,]+)\n\Z")


def fight(game: Game) -> None:
    game.wait(1000)
    game.hit(0, 2, 10, region=1)
    game.hit(2, 1)
    game.wait(3000)
    game.kill(0, 2)
    game.server.revive(0, 1)
    game.wait(2000)
    game.kill(3, 0)
    game.wait(500)


def test_the_last_line_counts_and_sums_what_is_above(start: Start) -> None:
    game = start(cvars={"proximity_view_tracks": "1", "proximity_shots": "1"})
    fight(game)

    file = game.end()
    data = file.path.read_bytes()
    end = END.search(data)

    assert end
    assert int(end[3], 16) == zlib.adler32(data[: end.start()])
    counts = ",".join(f"{name}:{len(rows)}" for name, rows in file.sections.items())
    assert end[4].decode() == counts
    assert int(end[1]) == len(file.sections)
    assert int(end[2]) == sum(map(len, file.sections.values()))


def test_sections_stand_in_their_order(start: Start) -> None:
    game = start(cvars={"proximity_view_tracks": "1", "proximity_kill_outcomes": "1"})
    fight(game)

    assert list(game.end().sections) == [
        "ENGAGEMENTS", "PLAYER_TRACKS", "KILL_HEATMAP", "MOVEMENT_HEATMAP", "REACTION_METRICS", "REVIVES",
        "KILL_OUTCOME", "COMBAT_POSITIONS", "CARRIER_EVENTS", "HITS", "VIEW_TRACKS", "ROUND_OUTCOME", "OBJECTIVES",
        "PAUSES",
    ]  # fmt: skip


def test_every_row_ends_its_line_and_lines_are_plain(start: Start) -> None:
    game = start()
    fight(game)

    data = game.end().path.read_bytes()

    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert b"\x01" not in data
    assert b"\x02" not in data


def test_both_runtimes_write_the_same_bytes(tmp_path: Path) -> None:
    files = {}
    for runtime in ("lua54", "luajit"):
        game = Game(tmp_path / runtime, runtime=runtime)
        fight(game)
        files[runtime] = game.end().path.read_bytes()

    assert files["lua54"] == files["luajit"]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a;b|c,d\te\x01\x7f\r\n#", "a_b_c_d_e#"),
        ("^1[BOT]^7x", "^1[BOT]^7x"),
        ("", "Unknown"),
        ("\x80\x81\xff", "\x80\x81\xff"),
        ("x" * 62 + "é".encode().decode("latin-1"), "x" * 62 + "é".encode().decode("latin-1")),
        ("x" * 63 + "é".encode().decode("latin-1"), "x" * 63),
    ],
)
def test_names_are_made_safe(start: Start, name: str, written: str) -> None:
    game = start("")
    game.server.connect(0, name, "B" * 32)
    game.server.begin(0)
    game.server.set_team(0, 1)
    game.server.spawn(0)
    game.wait(500)

    assert game.end().row("PLAYER_TRACKS")["name"] == written


def test_a_guid_that_is_none_cannot_break_a_row(start: Start) -> None:
    game = start("")
    game.join(0, 1, guid="#a;b|c,d=e")
    game.server.spawn(0)
    game.wait(500)

    assert game.end().row("PLAYER_TRACKS")["guid"] == "_a_b_c_d_e"
