"""Lines that can be read at once and lines that are read field by field give the same rows and the same rejects."""

from itertools import product

import polars as pl
import pytest
from bench.plain_sections import SECTIONS, column_names
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from tests.reference.building import COLUMN_LINES, parse, round_file, section
from tests.reference.real_files import RECORDED

from proximity.format import ROOT_TABLES
from proximity.parsing import RoundText, parse_rounds, rows

NUMBERS = [
    "5", "", " 5", "5 ", "\t5", "+5", "-5", "-", "--5", "007", "01", "5.0", "-0.0", ".5", "5.", "1e3", "1e999", "0x1F",
    "1_000", "٣", "null", "nan", "inf", "-inf", "true", "9223372036854775807", "9223372036854775808",
    "5\0", "5\xa0", "\u20035",
]  # fmt: skip
TEXTS = [
    *NUMBERS,
    "AXIS",
    "axis",
    " AXIS",
    "SPEC",
    "\ufeffa",
    '"',
    '"ab"',
    "a\rb",
    "a\r",
    "#x",
    "Жук😀",
    "\x1f",
    " a ",
]
FLAT = [name for name in COLUMN_LINES if not ROOT_TABLES[name].children]
SOUND = {"int64": "1", "float64": "1.5", "flag": "1", "team": "AXIS", "text": "t", "guid": "A" * 32, "name": "n"}


def sound_line(name: str, changed: int = -1, value: str = "") -> str:
    """A line of the section with one field changed."""
    columns = ROOT_TABLES[name].columns
    return ";".join(value if at == changed else SOUND[column.type.name] for at, column in enumerate(columns))


def assert_read_the_same_way(name: str, lines: list[str]) -> None:
    """What can be read at once is what is read field by field; all else has to be read field by field."""
    table = ROOT_TABLES[name]
    keys = {"file_index": pl.Series([0] * len(lines), dtype=pl.UInt32), "line_number": range(len(lines))}
    frame = pl.DataFrame({**keys, "line": lines}, schema_overrides={"line_number": pl.Int64})
    at_once = rows._read_soundly(table, table.columns, frame)
    slowly = rows._read_field_by_field(table, table.columns, len(table.columns), frame)
    if at_once is not None:
        assert slowly.problems.is_empty()
        assert_frame_equal(at_once.rows, slowly.rows, check_exact=True)


@pytest.mark.parametrize("name", FLAT)
def test_any_text_in_any_field_is_read_the_same_way(name: str) -> None:
    of_each_type = {column.type.name: at for at, column in enumerate(ROOT_TABLES[name].columns)}
    for at, (number, text) in product({0, *of_each_type.values()}, enumerate(TEXTS)):
        # Now the odd line comes last, now first: what the first one says must not decide how the others are read.
        lines = [sound_line(name), sound_line(name, at, text)]
        assert_read_the_same_way(name, lines[:: 1 if (at + number) % 2 else -1])


@settings(max_examples=100, deadline=None, derandomize=True)
@given(name=st.sampled_from(FLAT), data=st.data())
def test_any_lines_are_read_the_same_way(name: str, data: st.DataObject) -> None:
    field = st.integers(-1, len(ROOT_TABLES[name].columns) - 1)
    any_text = st.text(st.characters(exclude_characters=";\n", exclude_categories=["Cs"]))
    line = st.builds(sound_line, st.just(name), field, st.one_of(st.sampled_from(NUMBERS), any_text))
    assert_read_the_same_way(name, data.draw(st.lists(line, min_size=1, max_size=4)))


def test_sound_lines_of_a_recorded_file_never_take_the_slow_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the speed would be lost without anybody noticing."""
    (path,) = RECORDED.glob("*.txt")
    slow: list[str] = []
    read = rows._read_field_by_field
    monkeypatch.setattr(rows, "_read_field_by_field", lambda t, *rest: slow.append(t.name) or read(t, *rest))
    parse_rounds([RoundText(path.name, path.read_bytes())])
    assert set(slow) == {table.name for table in ROOT_TABLES.values() if table.children and table.presence != "never"}


def test_the_narrower_layout_is_read_at_once_too() -> None:
    columns = column_names("SPAWN_TIMING")[:10]
    line = ";".join(sound_line("SPAWN_TIMING").split(";")[:10])
    parsed = parse(round_file(section("SPAWN_TIMING", line, line, columns=";".join(columns))))
    assert parsed.rejected_lines.is_empty()
    assert parsed.tables["spawn_timing"].select(pl.col("killer_reinf", "victim_reinf").null_count()).row(0) == (2, 2)
    assert set(SECTIONS) < set(ROOT_TABLES)
