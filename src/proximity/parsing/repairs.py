"""Reads lines again that can be mended without guessing, and keeps a receipt for each.

Does not belong here: how a line is mended; repairs that need other rows (those are dbt's).
"""

from dataclasses import replace

import polars as pl

from proximity.parsing.item_problems import LINE_KEYS
from proximity.parsing.sections import TEXT_COLUMNS, ReadSections, read_sections
from proximity.parsing.unsanitised_names import LAST_UNSANITISED_BANNER, sanitise_engagement

REASON = "separator_in_name"


def repair_lines(files: pl.DataFrame, data: pl.DataFrame, read: ReadSections) -> ReadSections:
    """The sections with mended lines read again. Of each mended line `repaired` has the reason and its text as written.

    `files` needs `banner_version`; `data` are the lines that `read` comes from.
    """
    old_trackers = files.filter(pl.col("banner_version") <= LAST_UNSANITISED_BANNER)["file_index"].implode()
    unread = read.problems.filter(pl.col("file_index").is_in(old_trackers))
    if unread.is_empty():
        return read
    broken = data.filter(pl.col("section") == "ENGAGEMENTS").join(unread, on=LINE_KEYS, how="semi")
    mended = broken.with_columns(
        text="line", line=pl.col("line").map_elements(sanitise_engagement, return_dtype=pl.String)
    ).drop_nulls("line")
    again = read_sections(mended)
    receipts = mended.join(again.problems, on=LINE_KEYS, how="anti").select(*TEXT_COLUMNS, reason=pl.lit(REASON))
    # What is still unreadable keeps the reason that its text as written gave.
    return _in_order(read.without(receipts).joined(replace(again, problems=again.problems.clear(), repaired=receipts)))


def _in_order(read: ReadSections) -> ReadSections:
    """Mended lines stand where they stand in the file."""
    tables = {name: rows.sort(*LINE_KEYS, maintain_order=True) for name, rows in read.tables.items()}
    return replace(read, tables=tables)
