"""Reads the lines of one section into typed rows (format document, section 7: the layout follows the field count).

Does not belong here: the items of list columns (`proximity.parsing.items`).
"""

from dataclasses import dataclass, replace

import polars as pl

from proximity.format import Column, Table
from proximity.parsing.casting import is_unreadable, typed, unreadable_reason
from proximity.parsing.csv_rows import read_sound_lines
from proximity.parsing.item_problems import LINE_KEYS, no_problems
from proximity.parsing.items import item_counts


@dataclass(frozen=True)
class SectionRows:
    """`rows`: keys and typed columns, lists still as text with `<list>_items` beside them; `problems`: keys and
    reason; `surplus`: keys and the text of fields beyond the widest known layout."""

    rows: pl.DataFrame
    problems: pl.DataFrame
    surplus: pl.DataFrame


def read_rows(table: Table, lines: pl.DataFrame) -> SectionRows:
    """Read lines (`file_index`, `line_number`, `line`, `declared_width`, `is_unfinished`) of one section."""
    if lines.is_empty():
        return SectionRows(_no_rows(table), no_problems(), _no_surplus())
    measured = lines.with_columns(width=_width(table)).with_columns(reason=_line_reason(table))
    fitting = measured.filter(pl.col("reason").is_null())
    parts = [
        _read_layout(table, int(str(width)), group)
        for (width,), group in fitting.partition_by("width", as_dict=True).items()
    ]
    misfits = measured.drop_nulls("reason").select(*LINE_KEYS, "reason")
    return SectionRows(
        pl.concat([_no_rows(table), *[part.rows for part in parts]], how="diagonal").sort(LINE_KEYS),
        pl.concat([misfits, *[part.problems for part in parts]]),
        pl.concat([_no_surplus(), *[part.surplus for part in parts]]),
    )


def _width(table: Table) -> pl.Expr:
    width = pl.col("line").str.count_matches(table.field_separator, literal=True).cast(pl.Int64) + 1
    if table.last_field_holds_separator:
        return pl.min_horizontal(width, max(table.layouts))
    return width


def _line_reason(table: Table) -> pl.Expr:
    """A line must be finished, and as wide as its column line says or, where that says nothing, as a known layout."""
    widest = max(table.layouts)
    width, declared = pl.col("width"), pl.col("declared_width")
    is_declared_known = declared.is_in(list(table.layouts)) | (declared > widest)
    fits = pl.when(is_declared_known).then(width == declared).otherwise(width.is_in(list(table.layouts)))
    return pl.when("is_unfinished").then(pl.lit("unfinished_line")).when(~fits).then(pl.lit("field_count"))


def _read_layout(table: Table, width: int, lines: pl.DataFrame) -> SectionRows:
    columns = table.layouts[min(width, max(table.layouts))]
    read = _read_soundly(table, columns, lines) if width == len(columns) else None
    read = read or _read_field_by_field(table, columns, width, lines)
    miscounted = read.rows.select(*LINE_KEYS, reason=_miscount_reason(columns)).drop_nulls("reason")
    return replace(read, problems=pl.concat([read.problems, miscounted]))


def _read_soundly(table: Table, columns: tuple[Column, ...], lines: pl.DataFrame) -> SectionRows | None:
    # Lists are long texts, which the CSV reader would copy.
    if table.children:
        return None
    values = read_sound_lines(columns, table.field_separator, lines["line"])
    if values is None:
        return None
    rows = pl.concat([lines.select(LINE_KEYS), values], how="horizontal")
    return SectionRows(rows, no_problems(), _no_surplus())


def _read_field_by_field(table: Table, columns: tuple[Column, ...], width: int, lines: pl.DataFrame) -> SectionRows:
    names = [column.name for column in columns]
    has_surplus = width > len(columns)
    pieces = len(columns) + has_surplus
    fields = lines.select(
        *LINE_KEYS,
        pl.col("line").str.splitn(table.field_separator, pieces).struct.rename_fields([*names, "surplus"][:pieces]),
    ).unnest("line")
    bad = fields.select(pl.any_horizontal(is_unreadable(column) for column in columns)).to_series()
    problems = no_problems()
    if bad.any():
        problems = fields.filter(bad).select(*LINE_KEYS, reason=unreadable_reason(columns))
        fields = fields.filter(~bad)
    rows = fields.select(*LINE_KEYS, *(typed(column) for column in columns), *item_counts(table))
    surplus = fields.select(*LINE_KEYS, text="surplus") if has_surplus else _no_surplus()
    return SectionRows(rows, problems, surplus)


def _miscount_reason(columns: tuple[Column, ...]) -> pl.Expr:
    checks = [
        pl.when(pl.col(column.name) != pl.col(f"{column.counts}_items")).then(pl.lit(f"item_count:{column.name}"))
        for column in columns
        if column.counts
    ]
    return pl.coalesce([*checks, pl.lit(None, pl.String)])


def _no_rows(table: Table) -> pl.DataFrame:
    schema: dict[str, type[pl.DataType]] = {"file_index": pl.UInt32, "line_number": pl.Int64}
    schema |= {column.name: column.type.polars for column in table.columns}
    schema |= {f"{name}_items": pl.Int64 for name in table.children}
    return pl.DataFrame(schema=schema)


def _no_surplus() -> pl.DataFrame:
    return pl.DataFrame(schema={"file_index": pl.UInt32, "line_number": pl.Int64, "text": pl.String})
