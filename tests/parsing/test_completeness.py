"""Which files are refused, and what shows that a file was cut (format document, sections 2, 9, 10; defects A1, A6)."""

import pytest
from tests.reference.building import parse, reaction, reasons, round_file, section
from tests.reference.comparing import assert_every_line_accounted_for
from tests.reference.real_files import small_file

from proximity.parsing import RoundText, parse_rounds, refusal_of

REFUSED = {
    b"": "empty_file",
    b"\n\r\n \n": "empty_file",
    b"\x00" * 4096: "not_a_round_file",
    bytes(range(256)) * 64: "not_a_round_file",
    b"\xff\xfe#\x00 \x00P\x00": "not_a_round_file",
    b"PK\x03\x04rest of an archive": "not_a_round_file",
    b"# map=supply\n": "not_a_round_file",
    b"# proximity_tracker_v4\n": "not_a_round_file",
    b"# PROXIMITY_TRACKER_V\n": "not_a_round_file",
    b"# PROXIMITY_TRACKER_V4x\n": "not_a_round_file",
    b"\n# PROXIMITY_TRACKER_V4\n": "not_a_round_file",
    b"# PROXIMITY_TRACKER_V1\n": "older_format: tracker 1.0",
    b"# PROXIMITY_TRACKER_V2\r\n# map=supply\r\n": "older_format: tracker 2.0",
    b"# ENGAGEMENT_ANALYSIS\n# type\tdistance\n2v1\t300\n": "older_format: engagements of tracker 1.0",
    b"# POSITION_TRACKER_DATA\n": "older_format: positions of tracker 1.0",
    b"# COMBAT_EVENTS_DATA\n": "older_format: combat events of tracker 1.0",
    b"# HEATMAP_DATA\n": "older_format: heatmap of tracker 1.0",
}


def evidence(content: bytes) -> list[str]:
    text = parse(content).files["truncation_evidence"].item()
    return text.split(", ") if text else []


#: Only the V5 fork writes the spawn intervals before the unix times.
FORK_HEADER = ["# map=supply", "# axis_spawn_interval=30000", "# round_start_unix=1771617600"]


def always_written(banner: int) -> list[str]:
    names = ["ENGAGEMENTS", "PLAYER_TRACKS", "KILL_HEATMAP", "MOVEMENT_HEATMAP"]
    return [section(name) for name in names if banner > 3 or name != "PLAYER_TRACKS"]


def test_what_is_no_round_file_is_refused_by_name() -> None:
    assert {content: refusal_of(RoundText("x", content)) for content in REFUSED} == REFUSED


def test_refused_files_are_described_and_give_nothing_else() -> None:
    parsed = parse_rounds([RoundText(f"{number}.txt", content) for number, content in enumerate(REFUSED)])
    assert parsed.files["refusal"].to_list() == list(REFUSED.values())
    assert parsed.files["byte_size"].to_list() == [len(content) for content in REFUSED]
    for frame in (
        parsed.headers,
        parsed.sections,
        parsed.rejected_lines,
        parsed.unknown_lines,
        *parsed.tables.values(),
    ):
        assert frame.is_empty()


@pytest.mark.parametrize("version", [3, 4, 5, 6, 7, 9, 12])
def test_every_banner_from_3_on_is_read(version: int) -> None:
    content = round_file(section("KILL_HEATMAP", "1;2;3;4"), banner=f"# PROXIMITY_TRACKER_V{version}")
    parsed = parse(content)
    assert parsed.files.select("banner_version", "refusal").rows() == [(version, None)]
    assert parsed.tables["kill_heatmap"].height == 1


def test_a_byte_order_mark_is_ignored(small_round: bytes) -> None:
    plain, marked = parse(small_round), parse(b"\xef\xbb\xbf" + small_round)
    assert marked.files["refusal"].item() is None
    assert marked.headers.equals(plain.headers)
    assert marked.sections.equals(plain.sections)
    assert all(marked.tables[name].equals(plain.tables[name]) for name in plain.tables)


@pytest.mark.parametrize("tracker", ["v3", "v40", "v42", "v5-fork", "v611"])
def test_a_whole_file_shows_no_evidence_of_a_cut(tracker: str) -> None:
    assert evidence(small_file(tracker).read_bytes()) == []


def test_an_unfinished_last_line_is_rejected_and_is_evidence() -> None:
    content = round_file(section("KILL_HEATMAP", "1;2;3;4", "5;6;7;8")).removesuffix(b"\n")
    parsed = parse(content)
    assert parsed.rejected_lines.select("line_number", "reason").rows() == [(6, "unfinished_line")]
    assert parsed.tables["kill_heatmap"].height == 1
    assert "last_line_unfinished" in evidence(content)


def test_an_unfinished_line_of_an_unknown_section_is_kept_as_text() -> None:
    content = round_file(section("NEW_THING", "1;2", "3;")).removesuffix(b"\n")
    parsed = parse(content)
    assert parsed.unknown_lines["text"].to_list() == ["1;2", "3;"]
    assert reasons(parsed) == []
    assert "last_line_unfinished" in evidence(content)


@pytest.mark.parametrize("ending", [b"\r", b"", b" "])
def test_only_a_line_feed_finishes_the_last_line(ending: bytes) -> None:
    assert "last_line_unfinished" in evidence(round_file(section("KILL_HEATMAP", "1;2;3;4")).rstrip() + ending)


def test_a_missing_section_that_is_always_written_is_evidence() -> None:
    assert evidence(round_file(*always_written(4)[:-1])) == ["section_missing:MOVEMENT_HEATMAP"]
    assert evidence(round_file(*always_written(4))) == []


def test_version_3_has_no_tracks_to_miss() -> None:
    assert evidence(round_file(*always_written(3), banner="# PROXIMITY_TRACKER_V3")) == []
    assert evidence(round_file(*always_written(3))) == ["section_missing:PLAYER_TRACKS"]


def test_a_file_that_ends_after_the_header_of_a_section_written_with_rows_only_was_cut() -> None:
    for name in ("OBJECTIVE_FOCUS", "REACTION_METRICS"):
        assert evidence(round_file(*always_written(4), section(name))) == [f"section_without_rows:{name}"]
    assert evidence(round_file(*always_written(4), section("REACTION_METRICS", reaction()))) == []


@pytest.mark.parametrize("name", ["SHOT_FIRED", "FOCUS_FIRE", "COMBAT_POSITIONS", "OBJECTIVE_RUNS"])
def test_the_same_holds_for_sections_whose_rows_are_not_read_yet(name: str) -> None:
    """Defect A1: the real cut files end directly after the header lines of SHOT_FIRED."""
    content = round_file(*always_written(6), section(name), banner="# PROXIMITY_TRACKER_V6")
    assert evidence(content) == [f"section_without_rows:{name}"]


def test_the_five_sections_that_the_fork_always_writes_may_be_empty() -> None:
    fork = ["SPAWN_TIMING", "TEAM_COHESION", "CROSSFIRE_OPPORTUNITIES", "TEAM_PUSHES", "TRADE_KILLS"]
    sections = [*always_written(5), *map(section, fork)]
    assert evidence(round_file(*sections, banner="# PROXIMITY_TRACKER_V5", header=FORK_HEADER)) == []
    other = round_file(*sections, banner="# PROXIMITY_TRACKER_V5")
    assert evidence(other) == ["section_without_rows:TRADE_KILLS"]


def test_the_fork_writes_all_its_five_sections() -> None:
    content = round_file(*always_written(5), section("SPAWN_TIMING"), header=FORK_HEADER)
    missing = ["TEAM_COHESION", "CROSSFIRE_OPPORTUNITIES", "TEAM_PUSHES", "TRADE_KILLS"]
    assert evidence(content) == [f"section_missing:{name}" for name in missing]


def test_a_file_that_ends_between_heading_and_column_line_was_cut() -> None:
    assert evidence(round_file(*always_written(4)[:-1], section("MOVEMENT_HEATMAP", columns=""))) == [
        "column_line_missing:MOVEMENT_HEATMAP"
    ]


def test_a_file_cut_anywhere_is_read_up_to_the_cut(small_round: bytes) -> None:
    whole = parse(small_round)
    cuts = [*range(30, len(small_round), 997), *range(len(small_round) - 40, len(small_round))]
    texts = [RoundText(f"{cut}", small_round[:cut]) for cut in cuts]
    parsed = parse_rounds(texts)
    for index, text in enumerate(texts):
        assert_every_line_accounted_for(parsed, text.content, index)
        finished = text.content.endswith(b"\n")
        found = parsed.files["truncation_evidence"][index]
        assert finished or found.startswith("last_line_unfinished")
    for name, rows in parsed.tables.items():
        keys = [column for column in rows.columns if column != "file_index"]
        assert rows.select(keys).unique().join(whole.tables[name], on=keys, how="anti", nulls_equal=True).is_empty()
    assert parsed.rejected_lines["reason"].unique().to_list() == ["unfinished_line"]
