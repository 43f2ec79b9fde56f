"""Reads the data lines of all known sections into staging tables.

Does not belong here: cutting files into lines, counting, repairs.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import polars as pl

from proximity.format import ROOT_TABLES, TABLES, Table
from proximity.parsing.item_problems import LINE_KEYS, no_problems
from proximity.parsing.items import read_lists
from proximity.parsing.rows import read_rows

TEXT_COLUMNS = ("file_index", "section", "line_number", "text")


@dataclass(frozen=True)
class ReadSections:
    """`tables`: staging table → rows; `problems`: one row an unreadable line, with the first reason found;
    `rescued`: surplus fields; `repaired`: reason and text as written of lines that were mended before they were read.
    An unreadable line has no row in any table."""

    tables: dict[str, pl.DataFrame]
    problems: pl.DataFrame
    rescued: pl.DataFrame
    repaired: pl.DataFrame

    def without(self, lines: pl.DataFrame) -> "ReadSections":
        """The same without anything of `lines`."""
        return self._each(lambda frame: frame.join(lines, on=LINE_KEYS, how="anti") if lines.height else frame)

    def joined(self, other: "ReadSections") -> "ReadSections":
        """Both together."""
        tables = {name: pl.concat([rows, other.tables[name]]) for name, rows in self.tables.items()}
        return ReadSections(
            tables,
            problems=pl.concat([self.problems, other.problems]),
            rescued=pl.concat([self.rescued, other.rescued]),
            repaired=pl.concat([self.repaired, other.repaired]),
        )

    def _each(self, change: Callable[[pl.DataFrame], pl.DataFrame]) -> "ReadSections":
        tables = {name: change(rows) for name, rows in self.tables.items()}
        return ReadSections(tables, change(self.problems), change(self.rescued), change(self.repaired))


def read_sections(data: pl.DataFrame) -> ReadSections:
    """Read data lines (`file_index`, `line_number`, `section`, `line`, `declared_width`, `is_unfinished`)."""
    tables = dict(NO_ROWS)
    problems, rescued = [no_problems()], [NOTHING_RESCUED]
    for (section,), lines in data.partition_by("section", as_dict=True).items():
        table = ROOT_TABLES.get(section)
        if table is None:
            continue
        read = read_rows(table, lines)
        lists = read_lists(table, read.rows)
        tables |= {table.name: _stored(table, read.rows)} | lists.tables
        problems += [read.problems, *lists.problems]
        rescued.append(read.surplus.with_columns(section=pl.lit(section)).select(TEXT_COLUMNS))
    # What was read of an unreadable line is not worth keeping: the line is kept as text.
    unreadable = pl.concat(problems).unique(LINE_KEYS, keep="first", maintain_order=True)
    read_so_far = ReadSections(tables, unreadable.clear(), pl.concat(rescued), NOTHING_REPAIRED)
    return replace(read_so_far.without(unreadable), problems=unreadable)


def _no_rows(table: Table) -> pl.DataFrame:
    schema: dict[str, type[pl.DataType]] = {"file_index": pl.UInt32, "line_number": pl.Int64}
    schema |= dict.fromkeys(table.item_keys, pl.Int64)
    return pl.DataFrame(schema=schema | {column.name: column.type.polars for column in table.stored_columns})


#: Most files lack most sections, so that building these anew would cost more than reading small files.
NO_ROWS = {table.name: _no_rows(table) for table in TABLES.values()}
NOTHING_RESCUED = pl.DataFrame(
    schema={"file_index": pl.UInt32, "section": pl.String, "line_number": pl.Int64, "text": pl.String}
)
# By its schema: a computation at import would start threads, and a process that has some cannot be forked.
NOTHING_REPAIRED = pl.DataFrame(schema=dict(NOTHING_RESCUED.schema) | {"reason": pl.String})


def _stored(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(*LINE_KEYS, *[column.name for column in table.stored_columns])
