"""Lines that begin with `#` although they are rows: nothing disappears as a comment (format document, section 3)."""

import pytest
from tests.reference.building import parse, reasons, round_file, section


def test_a_row_whose_beginning_became_a_number_sign_is_rejected_and_not_skipped() -> None:
    parsed = parse(round_file(section("KILL_HEATMAP", "1;2;3;4", "#;6;7;8", "9;10;11;12")))
    assert reasons(parsed) == ["integer_expected:grid_x"]
    assert parsed.tables["kill_heatmap"]["grid_x"].to_list() == [1, 9]
    assert parsed.sections.select("line_count", "row_count", "reject_count").row(0) == (3, 2, 1)


@pytest.mark.parametrize("line", ["#;6;7;8", "# ;6;7;8", "# 5;6;7;8", "#"])
def test_a_number_sign_before_fields_between_rows_is_a_damaged_row(line: str) -> None:
    assert len(reasons(parse(round_file(section("KILL_HEATMAP", "1;2;3;4", line))))) == 1


@pytest.mark.parametrize("line", ["#;6;7;8", "#5;6;7;8", "#"])
def test_a_first_row_without_a_space_behind_the_sign_is_no_legend(line: str) -> None:
    assert len(reasons(parse(round_file(section("KILL_HEATMAP", line, "1;2;3;4"))))) == 1


def test_column_lines_and_legends_directly_below_a_heading_are_comments() -> None:
    parsed = parse(round_file(section("KILL_HEATMAP", "# region: 0=HEAD, 1=ARMS", "# anything", "1;2;3;4")))
    assert reasons(parsed) == []
    assert parsed.sections["line_count"].to_list() == [1]


@pytest.mark.parametrize("line", ["# between", "# grid_x;grid_y;axis_kills;allies_kills", "# note: 5 of 8"])
@pytest.mark.parametrize("name", ["KILL_HEATMAP", "NEW_THING"])
def test_what_cannot_be_a_row_is_a_comment_wherever_it_stands(name: str, line: str) -> None:
    parsed = parse(round_file(section(name, "1;2;3;4", line)))
    assert reasons(parsed) == []
    assert parsed.sections["line_count"].to_list() == [1]


def test_a_damaged_row_of_an_unknown_section_is_kept_as_a_line() -> None:
    parsed = parse(round_file(section("NEW_THING", "1;2", "# 5;6")))
    assert parsed.unknown_lines["text"].to_list() == ["1;2", "# 5;6"]
