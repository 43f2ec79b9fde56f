"""Fields that are not what their column says, and fields that may be empty."""

import polars as pl
import pytest
from tests.reference.building import POINT, engagement, parse, reasons, round_file, section, track

from proximity.parsing import ParsedRounds

NOT_INTEGERS = ["abc", "1.5", "1.0", "1e3", "0x1F", "--1", "-", "1_000", "nan", "inf", "٣", "1 000", "9" * 19]
NOT_INTEGERS += ["+1", " 1", "1 ", "\t1", " +1", "1\x00"]
NOT_DECIMALS = ["abc", "1,5", "1.2.3", "--1", "-", "nan", "NaN", "inf", "-inf", "Infinity", "1e400", "1_0.0", "٣.٥"]
NOT_DECIMALS += ["+1.5", " 1.5", "1.5 ", "\t1.5", " +1.5", "1.5\x00"]


def tracks(*rows: str) -> ParsedRounds:
    return parse(round_file(section("PLAYER_TRACKS", *rows)))


def engagements(*rows: str) -> ParsedRounds:
    return parse(round_file(section("ENGAGEMENTS", *rows)))


def point(**changes: str) -> str:
    names = ("time", "x", "y", "z", "health", "speed", "weapon", "stance", "sprint", "event")
    return ",".join({**dict(zip(names, POINT.split(","), strict=True)), **changes}.values())


def test_an_integer_that_is_none_is_rejected_in_a_column() -> None:
    parsed = tracks(*[track(spawn_time=text) for text in NOT_INTEGERS])
    assert reasons(parsed) == ["integer_expected:spawn_time"] * len(NOT_INTEGERS)


def test_an_integer_that_is_none_is_rejected_in_an_item() -> None:
    parsed = tracks(*[track(path=[POINT, point(time=text)]) for text in NOT_INTEGERS])
    assert reasons(parsed) == ["integer_expected:path.time"] * len(NOT_INTEGERS)


def test_a_decimal_that_is_none_or_not_finite_is_rejected_in_a_column() -> None:
    parsed = engagements(*[engagement(start_x=text) for text in NOT_DECIMALS])
    assert reasons(parsed) == ["decimal_expected:start_x"] * len(NOT_DECIMALS)


def test_a_decimal_that_is_none_or_not_finite_is_rejected_in_an_item() -> None:
    texts = [text for text in NOT_DECIMALS if "," not in text] + ["1e39"]
    parsed = tracks(*[track(path=[POINT, point(speed=text)]) for text in texts])
    assert reasons(parsed) == ["decimal_expected:path.speed"] * len(texts)


@pytest.mark.parametrize("text", ["-9223372036854775808", "9223372036854775807", "0", "-1"])
def test_the_whole_range_of_64_bits_is_read(text: str) -> None:
    assert tracks(track(spawn_time=text)).tables["player_tracks"]["spawn_time"].to_list() == [int(text)]


@pytest.mark.parametrize("text", ["9223372036854775808", "-9223372036854775809"])
def test_an_integer_beyond_64_bits_is_rejected_and_not_wrapped(text: str) -> None:
    assert reasons(tracks(track(death_time=text))) == ["integer_expected:death_time"]


@pytest.mark.parametrize(
    ("column", "smallest", "largest"),
    [
        ("time", -(2**31), 2**31 - 1),
        ("health", -(2**15), 2**15 - 1),
        ("weapon", -(2**15), 2**15 - 1),
        ("stance", -128, 127),
    ],
)
def test_small_integers_are_read_to_their_limits_and_rejected_beyond(column: str, smallest: int, largest: int) -> None:
    rows = [track(path=[point(**{column: str(value)})]) for value in (smallest, largest, smallest - 1, largest + 1)]
    parsed = tracks(*rows)
    assert parsed.tables["track_samples"][column].to_list() == [smallest, largest]
    assert reasons(parsed) == [f"integer_expected:path.{column}"] * 2


def test_negative_zero_and_negative_values_are_read_as_written() -> None:
    row = tracks(track(spawn_time=-400, path=[point(x="-0.0", y="-12.5", health="-3")]))
    assert row.tables["player_tracks"]["spawn_time"].item() == -400
    assert str(row.tables["track_samples"]["x"].item()) == "-0.0"
    assert row.tables["track_samples"].select("y", "health").row(0) == (-12.5, -3)


@pytest.mark.parametrize("text", ["2", "-1", "true", "", "00", "01", " 1", "yes"])
def test_a_flag_is_zero_or_one_and_nothing_else(text: str) -> None:
    (reason,) = reasons(engagements(engagement(is_crossfire=text)))
    assert reason in {"flag_expected:is_crossfire", "value_missing:is_crossfire"}


@pytest.mark.parametrize("text", ["2", "-1", "true", "", "300", "x"])
def test_a_flag_in_an_item_is_zero_or_one_and_nothing_else(text: str) -> None:
    assert reasons(tracks(track(path=[point(sprint=text)]))) == ["flag_expected:path.sprint"]


@pytest.mark.parametrize("text", ["axis", "RED", "AXIS ", " AXIS", "AXISALLIES", "0"])
def test_a_team_is_one_of_three(text: str) -> None:
    assert reasons(tracks(track(team=text))) == ["team_expected:team"]


def test_all_three_teams_are_read() -> None:
    parsed = tracks(*[track(team=team) for team in ("AXIS", "ALLIES", "SPEC")])
    assert parsed.tables["player_tracks"]["team"].to_list() == ["AXIS", "ALLIES", "SPEC"]


@pytest.mark.parametrize("column", ["team", "class", "spawn_time", "death_time", "death_type", "samples"])
def test_a_value_that_may_not_be_missing_is_named(column: str) -> None:
    assert reasons(tracks(track(**{column: ""}))) == [f"value_missing:{column}"]


def test_empty_guids_and_names_are_null() -> None:
    parsed = tracks(track(guid="", name=""), track())
    assert parsed.tables["player_tracks"]["guid"].null_count() == 1
    assert parsed.tables["player_tracks"]["name"].null_count() == 1
    assert parsed.rejected_lines.is_empty()


def test_an_attacker_without_a_guid_is_an_attacker() -> None:
    parsed = engagements(engagement(attackers=[",[BOT]Hans,AXIS,10,1,5,5,0,3:1;"]))
    assert parsed.tables["engagement_attackers"].select("guid", "name", "damage").rows() == [(None, "[BOT]Hans", 10)]


def test_a_killer_may_have_a_name_without_a_guid() -> None:
    parsed = engagements(engagement(killer_guid="", killer_name="[BOT]Hans"))
    assert parsed.tables["engagements"].select("killer_guid", "killer_name").row(0) == (None, "[BOT]Hans")


def test_an_empty_delay_is_null_and_a_zero_delay_is_zero() -> None:
    parsed = engagements(engagement(crossfire_delay=""), engagement(crossfire_delay="0"))
    assert parsed.tables["engagements"]["crossfire_delay"].to_list() == [None, 0]


def test_a_player_who_never_moved_has_no_first_move_time() -> None:
    parsed = tracks(track(first_move_time=""), track(first_move_time="0"), track(first_move_time="later"))
    assert parsed.tables["player_tracks"]["first_move_time"].to_list() == [None, 0]
    assert reasons(parsed) == ["integer_expected:first_move_time"]


def test_values_of_closed_sets_that_grow_are_not_closed() -> None:
    parsed = tracks(track(**{"class": "PILOT", "death_type": "abducted"}, path=[point(event="teleport")]))
    assert parsed.tables["player_tracks"].select("class", "death_type").row(0) == ("PILOT", "abducted")
    assert parsed.tables["track_samples"]["event"].item() == "teleport"


def test_a_rejected_line_keeps_its_text_and_takes_its_items_with_it() -> None:
    bad = track(team="RED", path=[POINT, POINT])
    parsed = tracks(track(), bad, track())
    assert parsed.rejected_lines.select("section", "line_number", "text").rows() == [("PLAYER_TRACKS", 6, bad)]
    assert parsed.tables["track_samples"].filter(pl.col("line_number") == 6).is_empty()
    assert parsed.tables["track_samples"].height == 2


def test_a_line_with_several_faults_is_rejected_once() -> None:
    parsed = tracks(track(team="RED", spawn_time="x", samples=9, path=[point(x="y"), "1,2"]))
    assert len(reasons(parsed)) == 1


@pytest.mark.parametrize("text", ["+1", " 1", "\t1"])
@pytest.mark.parametrize("column", [0, 3])
def test_what_stands_before_a_number_is_not_overlooked_where_all_lines_are_read_at_once(column: int, text: str) -> None:
    fields = ["1", "2", "3", "4"]
    fields[column] = text
    parsed = parse(round_file(section("KILL_HEATMAP", "1;2;3;4", ";".join(fields), "5;6;7;8")))
    assert [reason.partition(":")[0] for reason in reasons(parsed)] == ["integer_expected"]
    assert parsed.tables["kill_heatmap"]["grid_x"].to_list() == [1, 5]
