"""Players' names: any bytes a client sends, as they are (format document, section 6.2; defects A8)."""

import pytest
from tests.reference.building import OTHER_GUID, engagement, focus, parse, reaction, round_file, section, track
from tests.reference.comparing import assert_same_values

NAMES = {
    "colour codes": "^1Re^7d ^xHat",
    "emoji": "👩\u200d🚀 pilot 🏴\u200d☠️",
    "Cyrillic": "Жуков",
    "Japanese": "日本語プレイヤー",
    "right to left": "\u202eمحمد",
    "combining marks": "Z\u0351\u036fa\u0351l\u0323go e\u0301",
    "double quotes": '"quoted"',
    "one double quote": 'in"ch',
    "only a quote": '"',
    "single quotes": "O'Brien''s",
    "HTML": "<script>alert('x')</script>&amp",
    "SQL": "'); DROP TABLE rounds--".replace(";", "_"),
    "backslashes": "a\\nb\\",
    "leading and trailing spaces": "  lonely  ",
    "only spaces": "   ",
    "no-break space": "\xa0x\xa0",
    "number sign first": "#1 fragger",
    "section line": "# KILL_HEATMAP",
    "control characters": "\x01\x02\x1b[31m\x7f\x08",
    "unit separator": "a\x1fb\x1f",
    "tabulator": "\ta\tb\t",
    "null character": "a\x00b",
    "line breaks of other systems": "a\x0b\x0cb\x85c\u2028d\u2029e",
    "byte-order mark": "\ufeffname",
    "equals signs": "a=b=c",
    "colons": "8:2:3",
    "a number": "12345",
    "null as text": "NULL",
    "not a number": "nan",
    "carriage return inside": "a\rb",
}
LONGEST_NAME_BYTES = 256


def cut_inside_a_character(letter: str) -> bytes:
    width = len(letter.encode())
    return ("x" * (LONGEST_NAME_BYTES % width + 1) + letter * LONGEST_NAME_BYTES).encode()[:LONGEST_NAME_BYTES]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_is_kept_as_written_wherever_it_stands(name: str) -> None:
    attackers = [f"{OTHER_GUID},{name},ALLIES,1,1,5,5,0,3:1;8:2;", f"SLOT7,{name},AXIS,1,1,5,5,1,3:1;"]
    content = round_file(
        section("ENGAGEMENTS", engagement(target_name=name, killer_name=name, attackers=attackers)),
        section("PLAYER_TRACKS", track(name=name)),
        section("OBJECTIVE_FOCUS", focus(name=name)),
        section("REACTION_METRICS", reaction(target_name=name)),
    )
    parsed = parse(content)
    assert parsed.rejected_lines.is_empty()
    assert parsed.tables["engagements"].select("target_name", "killer_name").row(0) == (name, name)
    assert parsed.tables["engagement_attackers"]["name"].to_list() == [name, name]
    assert parsed.tables["player_tracks"]["name"].to_list() == [name]
    assert parsed.tables["objective_focus"]["name"].to_list() == [name]
    assert parsed.tables["reaction_metrics"]["target_name"].to_list() == [name]
    assert_same_values(parsed, content)


def test_all_names_in_one_section_do_not_disturb_each_other() -> None:
    names = list(NAMES.values())
    content = round_file(section("PLAYER_TRACKS", *[track(name=name) for name in names]))
    assert parse(content).tables["player_tracks"]["name"].to_list() == names


@pytest.mark.parametrize("letter", ["Ж", "日", "😀"])
def test_a_name_cut_at_256_bytes_inside_a_character_ends_in_a_replacement(letter: str) -> None:
    name = cut_inside_a_character(letter)
    written = name.decode("utf-8", "surrogateescape")
    attackers = [f"{OTHER_GUID},{written},ALLIES,1,1,5,5,0,3:1;"]
    content = round_file(
        section("ENGAGEMENTS", engagement(attackers=attackers)),
        section("PLAYER_TRACKS", track(name=written), track(name="Жуков")),
    )
    parsed = parse(content)
    expected = name.decode("utf-8", "replace")
    assert expected.endswith("\ufffd")
    assert parsed.tables["player_tracks"]["name"].to_list() == [expected, "Жуков"]
    assert parsed.tables["engagement_attackers"]["name"].to_list() == [expected]
    assert parsed.tables["track_samples"].height == 2
    assert_same_values(parsed, content)


@pytest.mark.parametrize("name", ["x\r", "\r", "\rx"])
def test_a_carriage_return_at_the_edge_of_a_name_is_kept_or_rejected_but_not_removed(name: str) -> None:
    parsed = parse(round_file(section("ENGAGEMENTS", engagement(attackers=[f"SLOT7,{name},AXIS,1,1,5,5,1,3:1;"]))))
    assert parsed.tables["engagement_attackers"]["name"].to_list() in ([name], [])
    assert parsed.rejected_lines.height == 1 - parsed.tables["engagement_attackers"].height


def test_bytes_of_another_encoding_do_not_lose_the_line() -> None:
    latin = "M\udcfcller \udcff\udcfe"
    content = round_file(section("PLAYER_TRACKS", track(name=latin)))
    assert parse(content).tables["player_tracks"]["name"].to_list() == ["M\ufffdller \ufffd\ufffd"]


@pytest.mark.parametrize("name", ["a;b", "a;b;c"])
def test_a_column_separator_in_a_name_is_rejected_rather_than_misread(name: str) -> None:
    content = round_file(
        section("ENGAGEMENTS", engagement(target_name=name)), section("PLAYER_TRACKS", track(name=name), track())
    )
    parsed = parse(content)
    assert parsed.tables["engagements"].is_empty()
    assert parsed.tables["player_tracks"]["name"].to_list() == ["Somebody"]
    assert parsed.rejected_lines.height == 2
