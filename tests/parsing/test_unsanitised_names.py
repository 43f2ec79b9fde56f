"""Names that tracker 3.0 did not sanitise: a line is mended in the only possible way, or it stays a reject."""

import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.building import GUID, OTHER_GUID, POSITION, engagement, parse, round_file, section

from proximity.parsing import ParsedRounds

BOT = "OMNIBOT02" + "0" * 23
NUMBERS = "ALLIES,40,2,500,900,1,8:2;"
PLACES = ("start_x", "start_y", "start_z", "end_x", "end_y", "end_z", "distance_traveled")
#: Every name is written at three places: as target, killer and attacker.
HOSTILE = {
    "one of each": "a;b|c,d",
    "only separators": ";,;|;",
    "a team": ";AXIS;",
    "the fields behind a name": "x;AXIS;killed;5",
    "digits": "1;2;3",
    "a GUID": f";{GUID}",
    "the start of a line": f"1;2;3;4;{GUID};x",
    "an attacker's fields": "x,AXIS,1,1,1,1,0",
    "a weapon list": "x;8:2;9:1;",
    "quotes": '";"',
    "a section": "# KILL_HEATMAP;",
}
#: Name → place at which it leaves more than one way to cut the line, or none.
AMBIGUOUS = {
    f"x;AXIS;killed;5;{OTHER_GUID};y": "target",
    "x;AXIS;killed;5;;y": "target",
    "a;ALLIES;escaped;0;;": "killer",
    f"x|{OTHER_GUID},y": "attacker",
    f"x,AXIS,1,1,1,1,0,8:2;|{GUID},y": "attacker",
    ";|,;": "attacker",
}


def line(target: str = "t", killer: str = "k", attacker: str = "a", guid: str = OTHER_GUID) -> str:
    return engagement(
        target_name=target,
        killer_guid=guid,
        killer_name=killer,
        outcome="killed",
        total_damage="77",
        attackers=[f"{guid},{attacker},{NUMBERS}", f"{GUID},other,{NUMBERS}"],
        positions=[POSITION, POSITION],
        **dict.fromkeys(PLACES, "1.5"),
    )


def parse_v3(*lines: str, banner: str = "# PROXIMITY_TRACKER_V3") -> ParsedRounds:
    return parse(round_file(section("ENGAGEMENTS", *lines), banner=banner))


def cleaned(text: str | None) -> str | None:
    return text and re.sub("[;|,]", "_", text)


def without_names(parsed: ParsedRounds) -> dict[str, pl.DataFrame]:
    """All rows; separators in names replaced, as a mended line has them."""
    return {
        name: rows.with_columns(pl.col("^.*name$").str.replace_all("[;|,]", "_"))
        for name, rows in parsed.tables.items()
    }


def assert_true_or_rejected(target: str, killer: str, attacker: str) -> None:
    parsed = parse_v3(line(target, killer, attacker))
    if parsed.rejected_lines.height:
        assert all(rows.is_empty() for rows in parsed.tables.values())
        return
    truth = without_names(parse_v3(line(*[cleaned(name) or "" for name in (target, killer, attacker)])))
    assert [name for name, rows in without_names(parsed).items() if not rows.equals(truth[name])] == []


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_name_is_mended_wherever_it_stands_and_no_number_changes(name: str) -> None:
    parsed = parse_v3(line(name, name, name), line())
    assert parsed.rejected_lines.is_empty()
    assert parsed.repaired_lines.select("line_number", "reason", "text").rows() == [
        (5, "separator_in_name", line(name, name, name))
    ]
    names = parsed.tables["engagements"].filter(pl.col("line_number") == 5).select("target_name", "killer_name").row(0)
    assert names == (cleaned(name), cleaned(name))
    assert parsed.tables["engagement_attackers"]["name"].to_list() == [cleaned(name), "other", "a", "other"]
    for rows in parsed.tables.values():
        values = rows.drop("line_number", pl.selectors.matches("name$"))
        assert values[: rows.height // 2].equals(values[rows.height // 2 :])


@pytest.mark.parametrize(("name", "place"), AMBIGUOUS.items())
def test_what_can_be_cut_in_several_ways_stays_a_reject_with_the_reason_of_its_text(name: str, place: str) -> None:
    written = line(**{place: name})
    parsed = parse_v3(written, line())
    (reason,) = parse_v3(written, banner="# PROXIMITY_TRACKER_V4").rejected_lines["reason"]
    assert parsed.rejected_lines.select("line_number", "text", "reason").rows() == [(5, written, reason)]
    assert parsed.repaired_lines.is_empty()
    assert parsed.tables["engagements"]["line_number"].to_list() == [6]


def test_bots_of_that_time_have_guids_too() -> None:
    parsed = parse_v3(line("a;b", "^1[BOT]c;d", "^1[BOT]c;d", guid=BOT))
    assert parsed.tables["engagements"].select("target_name", "killer_guid").row(0) == ("a_b", BOT)
    assert parsed.tables["engagement_attackers"]["guid"].to_list() == [BOT, GUID]


def test_later_trackers_are_not_mended() -> None:
    parsed = parse_v3(line("a;b"), banner="# PROXIMITY_TRACKER_V4")
    assert parsed.repaired_lines.is_empty()
    assert parsed.rejected_lines.height == 1


@pytest.mark.parametrize(("damage", "by"), [(";77;", ";seven;"), (";1.5;1.5;", ";1.5;"), (",8:2;", ",8:2:1;")])
def test_other_damage_is_not_mended_beside_a_name(damage: str, by: str) -> None:
    parsed = parse_v3(line("a;b").replace(damage, by))
    assert parsed.repaired_lines.is_empty()
    assert parsed.rejected_lines.height == 1


PIECES = st.sampled_from([";", "|", ",", ":", "AXIS", "killed", "5", "1.5", "", GUID, OTHER_GUID, "SLOT3", "8:2;", "x"])
NAMES = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(st.sampled_from(";|,:a1- "), max_size=12))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(target=NAMES, killer=NAMES, attacker=NAMES)
def test_a_row_is_true_or_there_is_no_row(target: str, killer: str, attacker: str) -> None:
    assert_true_or_rejected(target, killer, attacker)
