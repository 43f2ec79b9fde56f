"""Cuts files into lines and says to which section each belongs (format document, sections 2, 3 and 11.1-11.3).

Does not belong here: what a line's fields mean.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from proximity.parsing.texts import RoundText

SECTION_LINE = r"^# ([A-Z][A-Z0-9_]*)$"
COLUMN_LINE = r"^# ([a-z][a-z0-9_]*(?:;[a-z][a-z0-9_]*)+)$"
#: Section of the lines above the first section line.
HEADER = ""

LINE_SCHEMA = {
    "line": pl.String,
    "file_index": pl.UInt32,
    "line_number": pl.Int64,
    "is_unfinished": pl.Boolean,
    "section": pl.String,
    "is_comment": pl.Boolean,
}


def read_lines(texts: Sequence[RoundText], indices: Sequence[int]) -> pl.DataFrame:
    """All lines of the files at `indices`: `file_index`, `line_number` from 1, `line`, `section`, `is_unfinished`.

    Lines end at LF; one trailing CR is removed and nothing else is trimmed. Bytes that are not UTF-8 become
    replacement characters.
    """
    if not indices:
        return pl.DataFrame(schema=LINE_SCHEMA)
    frames = [_lines_of(texts[index]) for index in indices]
    heights = np.array([frame.height for frame in frames])
    starts = heights.cumsum() - heights
    ends = starts + heights - 1
    is_unfinished = np.zeros(heights.sum(), dtype=bool)
    is_unfinished[ends] = [not texts[index].is_finished for index in indices]
    lines = pl.concat(frames).with_columns(
        pl.Series("file_index", np.repeat(np.array(indices, dtype=np.uint32), heights)),
        pl.Series("line_number", np.arange(1, heights.sum() + 1) - np.repeat(starts, heights)),
        pl.Series("is_unfinished", is_unfinished),
    )
    # The banner looks like a section line; starting each file anew also stops the fill at file borders.
    start = pl.when(pl.col("line_number") == 1).then(pl.lit(HEADER)).otherwise(pl.col("line").str.extract(SECTION_LINE))
    marked = lines.with_columns(section=start, is_comment=pl.col("line").str.starts_with("#"))
    # Column lines and legends stand directly below a heading. Elsewhere a line with `#` and separators is a row whose
    # beginning was damaged, which must not vanish.
    has_mark = pl.col("line").str.starts_with("# ")
    below_another = pl.col("is_comment").shift(1) & has_mark
    is_no_row = has_mark & ~pl.col("line").str.contains(";", literal=True) | pl.col("line").str.contains(COLUMN_LINE)
    section = pl.col("section").forward_fill()
    is_comment = pl.col("is_comment") & (
        pl.col("section").is_not_null() | (section == HEADER) | below_another | is_no_row
    )
    return marked.with_columns(section=section, is_comment=is_comment)


def _lines_of(text: RoundText) -> pl.DataFrame:
    try:
        return pl.read_lines(text.body, name="line")
    except pl.exceptions.ComputeError:
        return pl.read_lines(text.body.decode("utf-8", "replace").encode(), name="line")


def data_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines that are neither empty nor comments: rows of a section, or strays above the first one."""
    return lines.filter(~pl.col("is_comment"), pl.col("line") != "").drop("is_comment")


def column_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """The first column line of each section: `file_index`, `section`, `column_line`."""
    comments = lines.filter("is_comment", pl.col("section") != HEADER)
    named = comments.select("file_index", "section", column_line=pl.col("line").str.extract(COLUMN_LINE))
    return named.drop_nulls().unique(["file_index", "section"], keep="first", maintain_order=True)


def declared_widths(lines: pl.DataFrame) -> pl.DataFrame:
    """How many fields each section's column line names: `file_index`, `section`, `declared_width`."""
    width = pl.col("column_line").str.count_matches(";", literal=True).cast(pl.Int64) + 1
    return column_lines(lines).select("file_index", "section", declared_width=width)


def section_starts(lines: pl.DataFrame) -> pl.DataFrame:
    """One row a file and section, in the order of the file: `first_line_number`, `heading_count`.

    A section that stands twice is one section with two headings.
    """
    starts = lines.filter("is_comment", pl.col("line_number") > 1, pl.col("line").str.contains(SECTION_LINE))
    return starts.group_by("file_index", "section", maintain_order=True).agg(
        first_line_number=pl.col("line_number").min(), heading_count=pl.len().cast(pl.Int64)
    )
