"""Compares what the parser made of a file with what the plain reader made of it.

Belongs here: how two results are lined up. Does not belong here: what is expected of a file.
"""

import polars as pl
from bench.plain_reader import COLUMNS, count_data_lines, read_round
from polars.testing import assert_frame_equal

from proximity.parsing import ParsedRounds


def rows_of(parsed: ParsedRounds, table: str, file_index: int = 0) -> pl.DataFrame:
    """The rows of one file and table in the plain reader's columns and order."""
    names = COLUMNS[table]
    keys = [name for name in names if name == "line_number" or name.endswith("_number")]
    return parsed.tables[table].filter(pl.col("file_index") == file_index).select(names).sort(keys)


def assert_same_values(parsed: ParsedRounds, content: bytes, file_index: int = 0) -> None:
    """Every table holds exactly the plain reader's rows; decimals are compared in the width they are stored in.

    Mended lines are left out: the plain reader cannot read them.
    """
    assert set(parsed.tables) == set(COLUMNS)
    mended = parsed.repaired_lines.filter(pl.col("file_index") == file_index)
    for table, rows in read_round(content).items():
        found = rows_of(parsed, table, file_index).join(mended, on="line_number", how="anti", maintain_order="left")
        expected = pl.DataFrame(rows, schema=found.schema, orient="row")
        assert found.height == expected.height, table
        assert_frame_equal(found, expected, check_exact=True)


def assert_every_line_accounted_for(parsed: ParsedRounds, content: bytes, file_index: int = 0) -> None:
    """For every section lines = rows + rejects, or lines = lines kept as text; against an independent count."""
    expected = count_data_lines(content)
    sections = parsed.sections.filter(pl.col("file_index") == file_index)
    assert dict(sections.select("section", "line_count").iter_rows()) == {k: v for k, v in expected.items() if k}
    rejects = _lines_by_section(parsed.rejected_lines, file_index)
    kept = _lines_by_section(parsed.unknown_lines, file_index)
    for section, is_known, rows, rejected in sections.select(
        "section", "is_known", "row_count", "reject_count"
    ).iter_rows():
        stored = stored_lines(parsed, section, file_index) if is_known else kept.get(section, 0)
        assert rejected == rejects.get(section, 0), section
        assert stored + rejected == expected[section], section
        assert rows == (stored if is_known else 0), section


def stored_lines(parsed: ParsedRounds, section: str, file_index: int = 0) -> int:
    """Number of rows in the table of a section, children not counted."""
    return parsed.tables[section.lower()].filter(pl.col("file_index") == file_index).height


def _lines_by_section(frame: pl.DataFrame, file_index: int) -> dict[str, int]:
    counted = frame.filter(pl.col("file_index") == file_index).group_by("section").len()
    return dict(counted.iter_rows())
