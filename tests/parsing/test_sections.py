"""To which section a line belongs, which layout it has, and that every line is accounted for."""

import polars as pl
import pytest
from bench.plain_reader import count_data_lines
from tests.reference.building import (
    COLUMN_LINES,
    NINE_COLUMN_TRACKS,
    focus,
    parse,
    reaction,
    reasons,
    round_file,
    section,
    track,
)
from tests.reference.comparing import assert_every_line_accounted_for, assert_same_values

from proximity.format import ROOT_TABLES

CELL = "1;-2;3;4"
MOVEMENT = "5;6;7;8;9"


def test_lines_of_an_unknown_section_are_kept_as_text_and_counted() -> None:
    strange = ["1;2;3;4", " a|b,c ", "Жук;😀"]
    content = round_file(section("KILL_HEATMAP", CELL), section("NEW_THING", *strange), section("MOVEMENT_HEATMAP"))
    parsed = parse(content)
    assert parsed.unknown_lines.select("section", "line_number", "text").rows() == [
        ("NEW_THING", number, text) for number, text in enumerate(strange, start=8)
    ]
    counted = parsed.sections.filter(~pl.col("is_known")).select("section", "line_count", "row_count", "reject_count")
    assert counted.rows() == [("NEW_THING", 3, 0, 0)]
    assert_every_line_accounted_for(parsed, content)


def test_lines_of_an_unknown_section_are_not_attributed_to_a_neighbour() -> None:
    content = round_file(
        section("KILL_HEATMAP", CELL), section("NEW_THING", CELL, MOVEMENT), section("MOVEMENT_HEATMAP", MOVEMENT)
    )
    parsed = parse(content)
    assert parsed.tables["kill_heatmap"].height == 1
    assert parsed.tables["movement_heatmap"].height == 1
    assert parsed.rejected_lines.is_empty()


@pytest.mark.parametrize("name", ["X", "X2", "TOMORROWS_SECTION", "PROXIMITY_TRACKER_V4", "ENGAGEMENTS_V2"])
def test_every_upper_case_name_starts_a_section(name: str) -> None:
    parsed = parse(round_file(section("KILL_HEATMAP", CELL), section(name, CELL)))
    assert parsed.sections["section"].to_list() == ["KILL_HEATMAP", name]
    assert parsed.unknown_lines["section"].to_list() == [name]


@pytest.mark.parametrize("comment", ["# Kill_Heatmap", "# NEW THING", "# NEW_THING ", "#NEW_THING", "# outcome: a|b"])
def test_other_comments_do_not_start_a_section(comment: str) -> None:
    parsed = parse(round_file(section("KILL_HEATMAP", CELL, comment, CELL)))
    assert parsed.sections["section"].to_list() == ["KILL_HEATMAP"]
    assert parsed.tables["kill_heatmap"].height == 2


def test_a_section_that_stands_twice_is_counted_as_one_with_two_headings() -> None:
    content = round_file(
        section("KILL_HEATMAP", CELL), section("MOVEMENT_HEATMAP", MOVEMENT), section("KILL_HEATMAP", CELL, "x")
    )
    parsed = parse(content)
    assert parsed.sections.select("section", "line_count", "row_count", "reject_count", "first_line_number").rows() == [
        ("KILL_HEATMAP", 3, 2, 1, 3),
        ("MOVEMENT_HEATMAP", 1, 1, 0, 6),
    ]
    assert parsed.sections["heading_count"].to_list() == [2, 1]
    assert parsed.tables["kill_heatmap"]["line_number"].to_list() == [5, 11]
    assert_every_line_accounted_for(parsed, content)


def test_without_a_column_line_the_field_count_decides() -> None:
    nine = track().replace(";killed;", ";")
    parsed = parse(round_file(section("PLAYER_TRACKS", track(), nine, f"{track()};more", columns="")))
    assert parsed.tables["player_tracks"]["death_type"].to_list() == ["killed", None]
    assert reasons(parsed) == ["field_count"]


def test_a_line_that_is_wider_or_narrower_than_its_column_line_is_rejected() -> None:
    parsed = parse(round_file(section("KILL_HEATMAP", "1;2;3", CELL, "1;2;3;4;5", "1", ";;;;")))
    assert parsed.rejected_lines.select("line_number", "reason").rows() == [
        (number, "field_count") for number in (5, 7, 8, 9)
    ]


def test_a_line_of_the_other_track_layout_than_declared_is_rejected() -> None:
    nine = track().replace(";killed;", ";")
    ten_declared = parse(round_file(section("PLAYER_TRACKS", track(), nine)))
    nine_declared = parse(round_file(section("PLAYER_TRACKS", track(), nine, columns=NINE_COLUMN_TRACKS)))
    assert ten_declared.rejected_lines.select("line_number", "reason").rows() == [(6, "field_count")]
    assert nine_declared.rejected_lines.select("line_number", "reason").rows() == [(5, "field_count")]


def test_nine_column_tracks_have_no_death_type() -> None:
    parsed = parse(round_file(section("PLAYER_TRACKS", track().replace(";killed;", ";"), columns=NINE_COLUMN_TRACKS)))
    assert parsed.tables["player_tracks"].select("spawn_time", "death_type", "samples").rows() == [(500, None, 1)]
    assert parsed.tables["track_samples"].height == 1


def test_additional_trailing_columns_are_rescued_as_text() -> None:
    columns = f"{COLUMN_LINES['KILL_HEATMAP']};more;most"
    parsed = parse(round_file(section("KILL_HEATMAP", f"{CELL};x;y", f"{CELL};;", CELL, columns=columns)))
    assert parsed.tables["kill_heatmap"]["axis_kills"].to_list() == [3, 3]
    assert parsed.rescued_fields.select("section", "line_number", "text").rows() == [
        ("KILL_HEATMAP", 5, "x;y"),
        ("KILL_HEATMAP", 6, ";"),
    ]
    assert parsed.sections["rescued_count"].to_list() == [2]
    assert parsed.rejected_lines.select("line_number", "reason").rows() == [(7, "field_count")]


def test_additional_columns_of_a_rejected_line_are_not_rescued_beside_it() -> None:
    columns = f"{COLUMN_LINES['PLAYER_TRACKS']};more"
    parsed = parse(round_file(section("PLAYER_TRACKS", f"{track(samples=7)};x", columns=columns)))
    assert reasons(parsed) == ["item_count:samples"]
    assert parsed.rescued_fields.is_empty()


def test_a_line_above_the_first_section_is_rejected_as_outside() -> None:
    content = round_file(CELL, section("KILL_HEATMAP", CELL))
    parsed = parse(content)
    assert parsed.rejected_lines.select("section", "line_number", "reason", "text").rows() == [
        ("", 3, "outside_section", CELL)
    ]
    assert count_data_lines(content)[""] == 1
    assert parsed.unknown_lines.is_empty()
    assert parsed.tables["kill_heatmap"].height == 1


def test_empty_lines_separate_and_are_not_counted() -> None:
    content = round_file("", section("KILL_HEATMAP", "", CELL, "", "", CELL, ""), "", section("MOVEMENT_HEATMAP"))
    parsed = parse(content)
    assert parsed.sections["line_count"].to_list() == [2, 0]
    assert parsed.tables["kill_heatmap"]["line_number"].to_list() == [7, 10]
    assert parsed.rejected_lines.is_empty()


def test_a_line_of_spaces_is_a_line() -> None:
    assert reasons(parse(round_file(section("KILL_HEATMAP", "  ")))) == ["field_count"]


@pytest.mark.parametrize("name", sorted(ROOT_TABLES))
def test_a_section_without_rows_gives_an_empty_table_and_a_count_of_zero(name: str) -> None:
    parsed = parse(round_file(section(name)))
    counted = parsed.sections.select("section", "is_known", "line_count", "row_count", "reject_count")
    assert counted.rows() == [(name, True, 0, 0, 0)]
    assert parsed.sections["column_line"].to_list() == [COLUMN_LINES[name]]
    assert all(rows.is_empty() for rows in parsed.tables.values())


def test_the_smaller_sections_are_read_column_by_column() -> None:
    content = round_file(
        section("KILL_HEATMAP", CELL),
        section("MOVEMENT_HEATMAP", MOVEMENT),
        section("OBJECTIVE_FOCUS", focus(), focus(objective="")),
        section("REACTION_METRICS", reaction(return_fire_ms="", dodge_reaction_ms="0")),
    )
    parsed = parse(content)
    assert parsed.rejected_lines.is_empty()
    assert parsed.tables["kill_heatmap"].row(0)[2:] == (1, -2, 3, 4)
    assert parsed.tables["objective_focus"]["objective"].to_list() == ["depot", None]
    assert parsed.tables["reaction_metrics"].select("return_fire_ms", "dodge_reaction_ms").row(0) == (None, 0)
    assert_same_values(parsed, content)


def test_the_first_column_line_counts_and_a_later_comment_that_looks_like_one_does_not() -> None:
    parsed = parse(round_file(section("KILL_HEATMAP", CELL, "# a;b;c;d;e;f", CELL)))
    assert parsed.sections["column_line"].to_list() == [COLUMN_LINES["KILL_HEATMAP"]]
    assert parsed.tables["kill_heatmap"].height == 2
