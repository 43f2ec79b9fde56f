"""The `# key=value` lines above the first section (format document, section 4)."""

import polars as pl
import pytest
from tests.reference.building import parse, reasons, round_file, section

from proximity.format import HEADER_KEYS


def headers_of(*lines: str, **options: str) -> pl.DataFrame:
    return parse(round_file(section("KILL_HEATMAP"), header=lines, **options)).headers


def typed_value(line: str, key: str) -> object:
    return parse(round_file(section("KILL_HEATMAP"), header=[line])).files[key].item()


def test_a_value_is_split_off_at_the_first_equals_sign() -> None:
    assert headers_of("# map=a=b==c").select("key", "value").rows() == [("map", "a=b==c")]
    assert typed_value("# map=a=b==c", "map") == "a=b==c"


def test_unknown_keys_are_kept_as_text_with_their_line() -> None:
    found = headers_of("# map=supply", "# weather=rain; snow", "# Mood=")
    assert found.select("line_number", "key", "value", "is_known").rows() == [
        (2, "map", "supply", True),
        (3, "weather", "rain; snow", False),
        (4, "Mood", "", False),
    ]


def test_spaces_of_a_value_are_kept() -> None:
    assert typed_value("# server=  Our  server ", "server") == "  Our  server "


def test_absent_keys_are_null_and_not_zero() -> None:
    described = parse(round_file(section("KILL_HEATMAP"), header=[])).files.row(0, named=True)
    assert {described[key] for key in HEADER_KEYS} == {None}


def test_a_zero_is_a_zero() -> None:
    assert typed_value("# round_start_unix=0", "round_start_unix") == 0


@pytest.mark.parametrize(("text", "value"), [("0", False), ("1", True)])
def test_flags_are_booleans(text: str, value: bool) -> None:
    assert typed_value(f"# test_mode={text}", "test_mode") is value


@pytest.mark.parametrize("line", ["# round=one", "# round=", "# round=1.5", "# escape_time=99999999999999999999"])
def test_a_number_that_is_none_is_rejected_and_null(line: str) -> None:
    key = line[2:].split("=")[0]
    content = round_file(section("KILL_HEATMAP", "1;2;3;4"), header=[line])
    assert reasons(parse(content)) == [f"integer_expected:{key}"]
    assert typed_value(line, key) is None
    assert parse(content).tables["kill_heatmap"].height == 1
    assert parse(content).headers["value"].to_list() == [line.split("=")[1]]


def test_a_flag_that_is_none_is_rejected() -> None:
    assert reasons(parse(round_file(section("KILL_HEATMAP"), header=["# test_mode=2"]))) == ["flag_expected:test_mode"]


@pytest.mark.parametrize("value", ["+1", " 1", "1.5", "", "abc", "1e3", "9" * 19])
def test_a_number_that_is_none_is_rejected_and_unknown(value: str) -> None:
    parsed = parse(round_file(section("KILL_HEATMAP"), header=[f"# round_start_unix={value}"]))
    assert reasons(parsed) == ["integer_expected:round_start_unix"]
    assert parsed.files["round_start_unix"].item() is None


@pytest.mark.parametrize("line", ["# round 1", "# =1", "#", "# roundX1", "#  round=1"])
def test_a_line_above_the_first_section_without_a_key_is_rejected(line: str) -> None:
    """A tracker writes nothing else there, so that a key may be lost."""
    assert reasons(parse(round_file(section("KILL_HEATMAP"), header=["# map=x", line]))) == ["key_expected"]


def test_the_last_of_equal_keys_counts_and_all_are_kept() -> None:
    parsed = parse(round_file(section("KILL_HEATMAP"), header=["# round=1", "# round=2"]))
    assert parsed.files["round"].item() == 2
    assert parsed.headers["value"].to_list() == ["1", "2"]


def test_comments_below_the_first_section_are_no_header_keys() -> None:
    parsed = parse(round_file(section("KILL_HEATMAP", "# stance: 0=standing, 1=crouching", "# map=other", "1;2;3;4")))
    assert parsed.headers["value"].to_list() == ["supply"]
    assert parsed.rejected_lines.is_empty()


def test_keys_are_read_by_name_whatever_their_order() -> None:
    fork = ["# allies_spawn_interval=20000", "# round_end_unix=7", "# map=x", "# round_start_unix=5"]
    described = parse(round_file(section("KILL_HEATMAP"), header=fork)).files.row(0, named=True)
    assert (described["round_start_unix"], described["round_end_unix"]) == (5, 7)
    assert (described["map"], described["allies_spawn_interval"]) == ("x", 20000)


def test_bytes_that_are_not_utf8_become_replacement_characters() -> None:
    content = round_file(section("KILL_HEATMAP", "1;2;3;4"), header=["# map=su\udcff\udce9ly"])
    parsed = parse(content)
    assert parsed.files["map"].item() == "su\ufffd\ufffdly"
    assert parsed.tables["kill_heatmap"].height == 1
