"""Files of our own tracker prove by their end line that they are whole, and show every cut and every damage."""

import polars as pl
import pytest
from tests.reference.building import PROXIMITY_VERSION, end_line, parse, proximity_file, round_file, section, track

from proximity.format import checksum, parse_end_line
from proximity.parsing import ParsedRounds, RoundText, parse_rounds

OUTCOME = section("ROUND_OUTCOME", "AXIS;AXIS;time_limit;600000;600000;")
HITS = section("HITS", ";".join("1" * 20), ";".join("2" * 18 + "11"))
PARTS = (section("ENGAGEMENTS"), section("PLAYER_TRACKS", track(name="a\udcffb")), HITS, OUTCOME)
WHOLE = proximity_file(*PARTS)
FILE = ("end_line", "completeness", "truncation_evidence", "damage_evidence")


def judged(content: bytes) -> tuple[object, ...]:
    return parse(content).files.select(FILE).row(0)


def states(parsed: ParsedRounds) -> set[str]:
    return set(parsed.sections["completeness"])


def test_a_whole_file_is_proven_and_so_is_each_section() -> None:
    parsed = parse(WHOLE)
    assert judged(WHOLE) == ("holds", "proven", None, None)
    assert states(parsed) == {"proven"}
    assert parsed.rejected_lines.is_empty()
    assert parsed.tables["hits"].height == 2


def test_whatever_the_tracker_left_out_is_no_evidence_of_a_cut() -> None:
    """What is known of the community's trackers says nothing about ours."""
    assert judged(proximity_file(section("PLAYER_TRACKS"), OUTCOME)) == ("holds", "proven", None, None)


def test_a_section_of_a_later_version_is_counted_like_any_other() -> None:
    assert judged(proximity_file(*PARTS, section("LATER_THING", "1;2;3"))) == ("holds", "proven", None, None)


def test_a_file_cut_anywhere_is_cut() -> None:
    first_section = WHOLE.index(b"# ENGAGEMENTS\n")
    texts = [RoundText("cut", WHOLE[:at]) for at in range(first_section, len(WHOLE))]
    parsed = parse_rounds(texts)
    assert set(parsed.files["completeness"]) == {"cut"}
    evidence = parsed.files["truncation_evidence"]
    assert evidence.str.contains("end_line_missing|last_line_unfinished").all()
    of_cut_sections = parsed.sections.filter(pl.col("completeness") == "proven").join(
        parsed.files, on="file_index", suffix="_of_file"
    )
    whole = dict(parse(WHOLE).sections.select("section", "line_count").iter_rows())
    assert all(whole[name] == count for name, count in of_cut_sections.select("section", "line_count").iter_rows())


def test_lost_lines_of_a_section_show_although_the_last_line_is_there() -> None:
    parsed = parse(WHOLE.replace(b"1;" * 19 + b"1\n", b""))
    assert parsed.files["damage_evidence"].item() == "checksum_differs, rows_differ_from_end_line:HITS"
    assert parsed.files.select("end_line", "completeness", "truncation_evidence").row(0) == (
        "contradicted",
        "damaged",
        None,
    )
    of_sections = dict(parsed.sections.select("section", "completeness").iter_rows())
    assert of_sections.pop("HITS") == "damaged"
    assert set(of_sections.values()) == {"unproven"}
    assert parsed.tables["hits"].height == 1


def test_a_single_changed_digit_shows() -> None:
    damaged = WHOLE.replace(b"time_limit;600000", b"time_limit;600001")
    parsed = parse(damaged)
    assert judged(damaged) == ("contradicted", "damaged", None, "checksum_differs")
    assert parsed.tables["round_outcome"]["time_limit_ms"].to_list() == [600001]
    assert states(parsed) == {"unproven"}


def test_crlf_line_ends_are_no_damage() -> None:
    assert judged(WHOLE.replace(b"\n", b"\r\n")) == ("holds", "proven", None, None)


def test_a_byte_order_mark_is_no_damage() -> None:
    assert judged(b"\xef\xbb\xbf" + WHOLE) == ("holds", "proven", None, None)


def test_empty_lines_behind_the_end_line_are_no_damage_and_others_are() -> None:
    assert judged(WHOLE + b"\n\r\n") == ("holds", "proven", None, None)
    more = parse(WHOLE + b"AXIS;AXIS;time_limit;600000;600000;\n")
    assert more.files["damage_evidence"].item() == "lines_after_end_line, rows_differ_from_end_line:ROUND_OUTCOME"
    assert more.tables["round_outcome"].height == 2


@pytest.mark.parametrize(
    ("written", "changed", "evidence"),
    [
        (b" sections=4", b" sections=5", "end_line_contradicts_itself"),
        (b" rows=4", b" rows=3", "end_line_contradicts_itself"),
        (b",HITS:2", b"", "end_line_contradicts_itself, rows_differ_from_end_line:HITS"),
        (b"counts=", b"count=", "end_line_unreadable"),
        (b"checksum=", b"checksum=0", "end_line_unreadable"),
        (b":1\n", b":1,\n", "end_line_unreadable"),
    ],
)
def test_a_damaged_end_line_shows(written: bytes, changed: bytes, evidence: str) -> None:
    assert WHOLE.count(written, WHOLE.index(b"# END ")) == 1
    at = WHOLE.index(b"# END ")
    damaged = WHOLE[:at] + WHOLE[at:].replace(written, changed)
    assert judged(damaged) == ("contradicted", "damaged", None, evidence)


def test_an_end_line_belongs_to_no_section() -> None:
    parsed = parse(WHOLE)
    assert parsed.unknown_lines.is_empty()
    assert parsed.sections["line_count"].to_list() == [0, 1, 2, 1]


def test_without_a_section_the_header_says_that_an_end_line_is_missing() -> None:
    content = round_file(*PARTS, banner="# PROXIMITY_TRACKER_V6", header=("# map=supply", PROXIMITY_VERSION))
    assert judged(content) == ("missing", "cut", "end_line_missing", None)
    other = round_file(*PARTS, banner="# PROXIMITY_TRACKER_V6", header=("# tracker_version_full=6.11",))
    assert judged(other)[0] is None


def test_the_checksum_is_adler_32() -> None:
    stated = parse_end_line(end_line(b"Wikipedia\n").decode().removesuffix("\n"))
    assert stated is not None
    assert checksum(b"Wikipedia") == 0x11E60398
    assert stated.checksum == checksum(b"Wikipedia\n")
    assert stated.counts == {}
    assert stated.is_consistent
