"""List columns: every item becomes a row of its child table, and a damaged item rejects its line with a reason."""

from collections.abc import Sequence

import polars as pl
import pytest
from tests.reference.building import (
    ATTACKER,
    GUID,
    OTHER_GUID,
    POINT,
    POSITION,
    engagement,
    parse,
    reasons,
    round_file,
    section,
    track,
)
from tests.reference.comparing import assert_every_line_accounted_for, assert_same_values

from proximity.parsing import RoundText, parse_rounds

SHORT = POINT.replace("100,120.5", "100120.5")
LONG = POINT.replace("100,120.5", "100,,120.5")

DAMAGED_PATHS = {
    "a comma is lost": [POINT, SHORT],
    "a comma is lost in the first item": [SHORT, POINT],
    "the last field is lost": [POINT, POINT.removesuffix(",sample")],
    "a comma is added": [POINT, LONG],
    "the last item ends with a comma": [POINT, f"{POINT},"],
    "an item in the middle ends with a comma": [POINT, f"{POINT},", POINT],
    "a field is emptied": [POINT, POINT.replace("-2.0", "")],
    "the last field is emptied": [POINT, POINT.replace("sample", "")],
    "the first field is emptied": [POINT, POINT.removeprefix("500")],
    "one item is too short and another too long": [SHORT, LONG],
    "one item is too long and another too short": [LONG, SHORT],
    "one lacks its last field and another ends with a comma": [POINT.removesuffix(",sample"), f"{POINT},"],
    "an item is empty": [POINT, "", POINT],
    "the first item is empty": ["", POINT],
    "the last item is empty": [POINT, ""],
    "all items are empty": ["", "", ""],
    "an item is nothing but commas": [",,,,,,,,,"],
}


def engagement_with_weapons(*weapons: str) -> str:
    return engagement(attackers=[ATTACKER.replace("8:2;", text) for text in weapons])


def parse_engagements(*lines: str):
    return parse(round_file(section("ENGAGEMENTS", *lines)))


@pytest.mark.parametrize("path", DAMAGED_PATHS.values(), ids=DAMAGED_PATHS)
def test_a_damaged_path_rejects_its_line_and_no_other(path: Sequence[str]) -> None:
    content = round_file(section("PLAYER_TRACKS", track(), track(path=path, samples=len(path)), track()))
    parsed = parse(content)
    assert parsed.rejected_lines["line_number"].to_list() == [6]
    assert parsed.tables["player_tracks"]["line_number"].to_list() == [5, 7]
    assert parsed.tables["track_samples"]["line_number"].to_list() == [5, 7]
    assert_every_line_accounted_for(parsed, content)


def test_the_reason_names_what_is_wrong_with_an_item() -> None:
    damaged = {
        "item_field_count:path": SHORT,
        "decimal_expected:path.y": POINT.replace("-2.0", "left"),
        "integer_expected:path.health": POINT.replace(",100,", ",full,"),
        "flag_expected:path.sprint": POINT.replace(",0,sample", ",5,sample"),
        "text_expected:path.event": POINT.replace("sample", ""),
    }
    rows = [track(path=[POINT, item]) for item in damaged.values()]
    assert reasons(parse(round_file(section("PLAYER_TRACKS", *rows)))) == list(damaged)


@pytest.mark.parametrize("samples", [0, 1, 3, -2])
def test_a_sample_count_that_is_not_the_path_length_rejects_the_line(samples: int) -> None:
    parsed = parse(round_file(section("PLAYER_TRACKS", track(path=[POINT, POINT], samples=samples), track())))
    assert parsed.rejected_lines.select("line_number", "reason").rows() == [(5, "item_count:samples")]
    assert parsed.tables["track_samples"]["line_number"].to_list() == [6]


def test_an_empty_path_has_no_samples_and_is_no_damage() -> None:
    content = round_file(section("PLAYER_TRACKS", track(path="", samples=0), track(), track(path="", samples=0)))
    parsed = parse(content)
    assert parsed.tables["player_tracks"]["samples"].to_list() == [0, 1, 0]
    assert parsed.tables["track_samples"]["line_number"].to_list() == [6]
    assert_same_values(parsed, content)


def test_the_weapon_list_is_read_although_it_holds_the_column_separator() -> None:
    parsed = parse_engagements(engagement_with_weapons("8:2;17:1;3:40;", "5:1;0:3;55:2;"))
    keys = ("attacker_number", "weapon_number", "weapon", "count")
    assert parsed.tables["engagement_attacker_weapons"].select(keys).rows() == [
        (1, 1, 8, 2),
        (1, 2, 17, 1),
        (1, 3, 3, 40),
        (2, 1, 5, 1),
        (2, 2, 0, 3),
        (2, 3, 55, 2),
    ]
    assert parsed.tables["engagement_attackers"]["attacker_number"].to_list() == [1, 2]
    assert parsed.rejected_lines.is_empty()


def test_an_unknown_weapon_is_written_without_the_final_separator() -> None:
    parsed = parse_engagements(engagement_with_weapons("0:0", "8:2;"))
    assert parsed.tables["engagement_attacker_weapons"].select("weapon", "count").rows() == [(0, 0), (8, 2)]


@pytest.mark.parametrize("weapons", ["82;", "8:2:1;", "8:;", ":2;", "8::2;", "8:2;;3:1;", ";8:2;", "8;17:1:2;", "a:1;"])
def test_a_damaged_weapon_list_rejects_its_engagement_with_all_its_items(weapons: str) -> None:
    content = round_file(
        section("ENGAGEMENTS", engagement(), engagement_with_weapons("8:2;", weapons), engagement(), columns=None)
    )
    parsed = parse(content)
    assert parsed.rejected_lines["line_number"].to_list() == [6]
    assert parsed.rejected_lines["reason"].item().endswith(("weapons", "weapons.weapon", "weapons.count"))
    for table in ("engagements", "engagement_positions", "engagement_attackers", "engagement_attacker_weapons"):
        assert parsed.tables[table]["line_number"].to_list() == [5, 7], table


WITHOUT_WEAPONS = ATTACKER.removesuffix(",8:2;")

DAMAGED_ATTACKERS = {
    "a comma is lost": [ATTACKER.replace(",40,", ",40")],
    "a comma is added": [ATTACKER.replace(",40,", ",40,,")],
    "the name holds a comma": [ATTACKER.replace("Other", "O,ther")],
    "the name holds a bar": ATTACKER.replace("Other", "O|ther").split("|"),
    "the weapons are lost": [ATTACKER, WITHOUT_WEAPONS],
    "the last field is followed by a comma": [ATTACKER, f"{ATTACKER},"],
    "one lacks its weapons and another has a comma too many": [WITHOUT_WEAPONS, f"{ATTACKER},"],
    "one has a comma too many and another lacks its weapons": [f"{ATTACKER},", WITHOUT_WEAPONS],
    "the team is none": [ATTACKER.replace("ALLIES", "RED")],
    "the kill flag is none": [ATTACKER.replace(",0,8:2;", ",2,8:2;")],
    "an attacker is empty": [ATTACKER, "", ATTACKER],
}


@pytest.mark.parametrize("attackers", DAMAGED_ATTACKERS.values(), ids=DAMAGED_ATTACKERS)
def test_a_damaged_attacker_rejects_the_engagement(attackers: Sequence[str]) -> None:
    parsed = parse_engagements(engagement(), engagement(attackers=attackers), engagement())
    assert parsed.rejected_lines["line_number"].to_list() == [6]
    assert parsed.tables["engagement_attackers"]["line_number"].to_list() == [5, 7]


def test_damage_in_one_line_is_not_made_up_for_by_damage_in_another() -> None:
    short, long = engagement(attackers=[WITHOUT_WEAPONS]), engagement(attackers=[f"{ATTACKER},"])
    assert parse_engagements(short, long).rejected_lines["line_number"].to_list() == [5, 6]
    tracks = [track(path=[POINT.removesuffix(",sample")]), track(path=[f"{POINT},"])]
    assert parse(round_file(section("PLAYER_TRACKS", *tracks))).rejected_lines["line_number"].to_list() == [5, 6]


@pytest.mark.parametrize("stated", [0, 2, 3])
def test_a_number_of_attackers_that_is_not_the_length_of_the_list_rejects_the_line(stated: int) -> None:
    assert reasons(parse_engagements(engagement(num_attackers=stated))) == ["item_count:num_attackers"]


def test_an_engagement_may_have_no_attackers_and_no_participants() -> None:
    content = round_file(section("ENGAGEMENTS", engagement(attackers=[]), engagement()))
    parsed = parse(content)
    assert parsed.tables["engagements"]["num_attackers"].to_list() == [0, 1]
    assert parsed.tables["engagement_attackers"]["line_number"].to_list() == [6]
    assert parsed.tables["engagement_crossfire_participants"].is_empty()
    assert_same_values(parsed, content)


@pytest.mark.parametrize(
    ("text", "guids"),
    [
        (f"{GUID},{OTHER_GUID}", [GUID, OTHER_GUID]),
        (f"{GUID},", [GUID, None]),
        (f",{GUID}", [None, GUID]),
        (f"{GUID},,{OTHER_GUID}", [GUID, None, OTHER_GUID]),
        ("SLOT3", ["SLOT3"]),
        ("SLOT3\x1f,\x1fSLOT4", ["SLOT3\x1f", "\x1fSLOT4"]),
    ],
)
def test_a_participant_without_a_guid_is_a_participant(text: str, guids: list[str | None]) -> None:
    parsed = parse_engagements(engagement(crossfire_participants=text), engagement(crossfire_participants=GUID))
    first = parsed.tables["engagement_crossfire_participants"].filter(pl.col("line_number") == 5)
    assert first["guid"].to_list() == guids
    assert first["participant_number"].to_list() == list(range(1, len(guids) + 1))


@pytest.mark.parametrize("position", ["500,1.0,2.0,3.0", "500,1.0,2.0,3.0,", f"{POSITION},", "500,1.0,2.0,nan,hit"])
def test_a_damaged_position_rejects_the_engagement(position: str) -> None:
    parsed = parse_engagements(engagement(positions=[POSITION, position, POSITION]), engagement())
    assert parsed.rejected_lines["line_number"].to_list() == [5]
    assert parsed.tables["engagement_positions"]["line_number"].to_list() == [6]


def test_an_empty_field_too_many_at_the_very_end_of_the_last_path_is_rejected(small_round: bytes) -> None:
    """The CSV reader overlooks it there, and nowhere else."""
    before, after = small_round.split(b"\n\n# KILL_HEATMAP", 1)
    parsed = parse_rounds([RoundText("last.txt", before + b",\n\n# KILL_HEATMAP" + after)])
    assert parsed.rejected_lines["reason"].to_list() == ["item_field_count:path"]


def test_lists_of_nothing_are_rejected_before_they_become_rows() -> None:
    """A million separators are a megabyte of text, and would be a hundred of rows."""
    empty = track(path="|" * 999, samples=1000)
    parsed = parse(round_file(section("PLAYER_TRACKS", track(), empty, track())))
    assert reasons(parsed) == ["item_field_count:path"]
    assert parsed.tables["track_samples"].height == 2


def test_there_are_no_more_players_in_a_list_than_an_engine_could_know() -> None:
    many = [engagement(crossfire_participants=",".join([GUID] * count)) for count in (1000, 1001)]
    parsed = parse(round_file(section("ENGAGEMENTS", *many)))
    assert reasons(parsed) == ["too_many_items:crossfire_participants"]
    assert parsed.tables["engagement_crossfire_participants"].height == 1000


def test_one_line_with_a_field_too_many_and_one_too_few_is_rejected_though_they_add_up() -> None:
    parsed = parse(
        round_file(section("PLAYER_TRACKS", track(path=[f"{POINT},more", POINT.rpartition(",")[0]]), track()))
    )
    assert reasons(parsed) == ["item_field_count:path"]
    assert parsed.tables["player_tracks"].height == 1


@pytest.mark.parametrize("padded", [" 500", "+500", "\t500"])
def test_a_number_with_something_before_it_does_not_disturb_its_neighbours(padded: str) -> None:
    bad = track(path=[POINT, POINT.replace("500", padded, 1)])
    parsed = parse(round_file(section("PLAYER_TRACKS", track(), bad, track())))
    assert reasons(parsed) == ["integer_expected:path.time"]
    assert parsed.tables["track_samples"]["line_number"].to_list() == [5, 7]


def test_names_that_begin_with_a_space_or_a_plus_are_read_as_written() -> None:
    names = [" spaced", "+plus", "\ttab", " 5", "+5"]
    attackers = [f"{number}{GUID[2:]},{name},ALLIES,40,2,500,900,0,8:2;" for number, name in enumerate(names, start=10)]
    parsed = parse(round_file(section("ENGAGEMENTS", engagement(attackers=attackers))))
    assert reasons(parsed) == []
    assert parsed.tables["engagement_attackers"]["name"].to_list() == names
