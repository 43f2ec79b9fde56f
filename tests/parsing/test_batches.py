"""Files are parsed in batches for speed; a file must not notice which others are in its batch."""

from functools import cache

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from tests.reference.building import ATTACKER, NINE_COLUMN_TRACKS, POINT, engagement, round_file, section, track
from tests.reference.real_files import small_file

from proximity.parsing import ParsedRounds, RoundText, parse_rounds


def attackers_file(*attackers: str) -> bytes:
    return round_file(section("ENGAGEMENTS", engagement(attackers=attackers)))


def tracks_file(*path: str) -> bytes:
    return round_file(section("PLAYER_TRACKS", track(path=path, samples=len(path))))


FILES = [
    *[small_file(tracker).read_bytes() for tracker in ("v3", "v40", "v42")],
    small_file("v42").read_bytes().replace(b"\n", b"\r\n"),
    small_file("v42").read_bytes()[:30_000],
    small_file("v40").read_bytes().replace(b"AxisTwo", b"Axis\xff\xc3Two"),
    b"",
    b"# PROXIMITY_TRACKER_V2\n",
    b"# PROXIMITY_TRACKER_V6\n",
    round_file("stray", section("KILL_HEATMAP", "1;2;3;4"), header=["# round=x", "# mood=fine"]),
    round_file(section("KILL_HEATMAP", "1;2;3;4;5", columns="grid_x;grid_y;axis_kills;allies_kills;more")),
    round_file(section("PLAYER_TRACKS", track().replace(";killed;", ";"), columns=NINE_COLUMN_TRACKS)),
    round_file(section("PLAYER_TRACKS", columns=""), section("NEW_THING", "1;2")),
    # Damage that is made up for by the damage of the next file, if only totals are compared.
    attackers_file(ATTACKER.removesuffix(",8:2;")),
    attackers_file(f"{ATTACKER},"),
    tracks_file(POINT.replace("1.5,", "")),
    tracks_file(POINT.replace("1.5,", "1.5,,")),
]


@cache
def alone(number: int) -> dict[str, pl.DataFrame]:
    return frames(parse_rounds([RoundText("x", FILES[number])]), 0)


def frames(parsed: ParsedRounds, index: int) -> dict[str, pl.DataFrame]:
    """Every frame of one file, in an order that does not depend on the batch."""
    named = {**parsed.tables, **{name: frame for name, frame in vars(parsed).items() if name != "tables"}}
    return {name: of_file(frame, index) for name, frame in named.items()}


def of_file(frame: pl.DataFrame, index: int) -> pl.DataFrame:
    rows = frame.filter(pl.col("file_index") == index).drop("file_index")
    return rows.sort([name for name in rows.columns if name.endswith("_number")] or rows.columns)


def assert_same_as_alone(order: list[int]) -> None:
    parsed = parse_rounds([RoundText("x", FILES[number]) for number in order])
    assert parsed.files["file_index"].to_list() == list(range(len(order)))
    for index, number in enumerate(order):
        together = frames(parsed, index)
        for name, expected in alone(number).items():
            assert_frame_equal(together[name], expected, check_exact=True)


def test_all_files_together_equal_each_alone() -> None:
    assert_same_as_alone(list(range(len(FILES))))


@settings(max_examples=12, deadline=None, derandomize=True)
@given(order=st.lists(st.integers(0, len(FILES) - 1), min_size=1, max_size=12))
def test_any_files_in_any_order_equal_each_alone(order: list[int]) -> None:
    assert_same_as_alone(order)


def test_an_empty_batch_gives_empty_frames_of_the_same_shape() -> None:
    nothing = frames(parse_rounds([]), 0)
    assert {name: frame.schema for name, frame in nothing.items()} == {
        name: frame.schema for name, frame in alone(0).items()
    }


def test_parsing_twice_gives_the_same_frames_in_the_same_order() -> None:
    texts = [RoundText("x", content) for content in FILES]
    first, second = parse_rounds(texts), parse_rounds(texts)
    for name, frame in first.tables.items():
        assert frame.equals(second.tables[name]), name
    assert first.rejected_lines.equals(second.rejected_lines)
    assert first.files.equals(second.files)


def test_rows_stand_in_the_order_of_the_files() -> None:
    parsed = parse_rounds([RoundText("x", content) for content in FILES])
    for name, rows in parsed.tables.items():
        keys = [column for column in rows.columns if column == "file_index" or column.endswith("_number")]
        assert rows.equals(rows.sort(keys, maintain_order=True)), name
