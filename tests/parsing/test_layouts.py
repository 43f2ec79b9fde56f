"""Every layout of the format document is read, chosen by column line and field count and never by the version."""

import polars as pl
import pytest
from tests.reference.building import parse, round_file
from tests.reference.comparing import assert_every_line_accounted_for, assert_same_values
from tests.reference.real_files import RECORDED, SMALL, small_file

from proximity.format import ROOT_TABLES
from proximity.parsing import ParsedRounds

#: Tracker → width of its PLAYER_TRACKS, SPAWN_TIMING and COMBAT_POSITIONS (format document, section 8); 0 is none.
WIDTHS = {
    "v3": (0, 0, 0),
    "v40": (9, 0, 0),
    "v42-500ms": (10, 0, 0),
    "v42": (10, 0, 0),
    "v5-fork": (10, 10, 0),
    "v50": (10, 10, 0),
    "v51": (10, 10, 0),
    "v601": (10, 10, 18),
    "v601-objectives": (10, 10, 18),
    "v601-wider": (10, 12, 21),
    "v611": (10, 12, 21),
    "v611-objectives": (10, 12, 21),
    "v611-all": (10, 12, 21),
    "proximity": (10, 0, 21),
    "proximity-second": (10, 0, 21),
}
LAYOUT_SECTIONS = ("PLAYER_TRACKS", "SPAWN_TIMING", "COMBAT_POSITIONS")
#: Columns that exist in the wider layout only.
LATE = {"player_tracks": "death_type", "spawn_timing": "killer_reinf", "combat_positions": "axis_alive"}
BANNERS = [b"V3", b"V4", b"V5", b"V6", b"V7", b"V42"]


def all_rows(parsed: ParsedRounds) -> dict[str, pl.DataFrame]:
    return {name: rows for name, rows in parsed.tables.items() if rows.height}


def with_banner(content: bytes, banner: bytes) -> bytes:
    return b"# PROXIMITY_TRACKER_" + banner + content[content.index(b"\n") :]


def test_there_is_a_small_file_of_each_of_these_trackers() -> None:
    assert set(WIDTHS) <= {path.name for path in SMALL.iterdir()}


@pytest.mark.parametrize("tracker", WIDTHS)
def test_the_layouts_of_a_tracker_are_read_by_their_width(tracker: str) -> None:
    content = small_file(tracker).read_bytes()
    parsed = parse(content)
    lines = dict(parsed.sections.select("section", "column_line").iter_rows())
    assert tuple(lines[name].count(";") + 1 if name in lines else 0 for name in LAYOUT_SECTIONS) == WIDTHS[tracker]
    for (table, column), width in zip(LATE.items(), WIDTHS[tracker], strict=True):
        rows = parsed.tables[table]
        is_wide = width == max(ROOT_TABLES[table.upper()].layouts)
        assert bool(width) == bool(rows.height)
        assert rows[column].null_count() == (0 if is_wide else rows.height)
    assert_same_values(parsed, content)
    assert_every_line_accounted_for(parsed, content)


@pytest.mark.parametrize("banner", BANNERS)
@pytest.mark.parametrize("tracker", [tracker for tracker in WIDTHS if tracker != "v3"])
def test_the_version_in_the_banner_changes_no_row(tracker: str, banner: bytes) -> None:
    content = small_file(tracker).read_bytes()
    expected, found = all_rows(parse(content)), all_rows(parse(with_banner(content, banner)))
    assert set(found) == set(expected)
    assert [name for name, rows in expected.items() if not rows.equals(found[name])] == []


def test_the_recorded_files_that_travel_with_the_code_have_rows_in_all_29_sections_of_the_community() -> None:
    files = [*SMALL.rglob("*.txt"), *RECORDED.glob("*.txt")]
    seen = {
        section
        for path in files
        for section in parse(path.read_bytes()).sections.filter("is_known", pl.col("row_count") > 0)["section"]
    }
    theirs = {section for section, table in ROOT_TABLES.items() if table.presence != "never"}
    assert theirs - seen == set()
    assert len(theirs) == 29


def test_a_layout_between_two_known_ones_is_no_layout() -> None:
    (line,) = parse(small_file("v601-wider").read_bytes()).tables["spawn_timing"].head(1).rows()
    fields = [str(value) for value in line[2:]]
    content = round_file("\n".join(["# SPAWN_TIMING", ";".join(fields[:11]), ";".join(fields[:10])]))
    parsed = parse(content)
    assert parsed.rejected_lines["reason"].to_list() == ["field_count"]
    assert parsed.tables["spawn_timing"].height == 1
