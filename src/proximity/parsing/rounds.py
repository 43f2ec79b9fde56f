"""The parser: a batch of round files in, one set of frames out.

Files are parsed in batches because the cost of a Polars call does not depend on how many files its rows come from.
Every frame has `file_index`, the position of the file in the batch. Pure: no disk, no clock, no settings.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from proximity.format import ROOT_TABLES, TABLES, Table
from proximity.parsing.completeness import truncation_evidence
from proximity.parsing.headers import header_table, read_headers, unreadable_headers
from proximity.parsing.item_problems import LINE_KEYS
from proximity.parsing.items import read_lists
from proximity.parsing.lines import HEADER, column_lines, data_lines, read_lines, section_starts
from proximity.parsing.rows import read_rows
from proximity.parsing.texts import RoundText, describe_texts

REJECT_COLUMNS = ("file_index", "section", "line_number", "reason", "text")
UNKNOWN_COLUMNS = ("file_index", "section", "line_number", "text")


@dataclass(frozen=True)
class ParsedRounds:
    """The frames of a batch; all but `files` leave out the files that were refused.

    `files`: one row a file with `file_name`, `byte_size`, `line_count`, `banner_version`, `refusal`,
    `truncation_evidence` and one typed column a known header key. `headers`: every header key as written.
    `sections`: one row a file and section with its counts. `tables`: staging table → rows with `line_number` and
    item numbers. `rejected_lines`, `unknown_lines` (of unknown sections) and `rescued_fields` (beyond the known
    columns): text with its section and line. For a known section lines = rows + rejects.
    """

    files: pl.DataFrame
    headers: pl.DataFrame
    sections: pl.DataFrame
    tables: dict[str, pl.DataFrame]
    rejected_lines: pl.DataFrame
    unknown_lines: pl.DataFrame
    rescued_fields: pl.DataFrame


def parse_rounds(texts: Sequence[RoundText]) -> ParsedRounds:
    """Parse a batch. Never raises for bad content: a file is refused, a line rejected, each with its reason."""
    files = describe_texts(texts)
    lines = read_lines(texts, files.filter(pl.col("refusal").is_null())["file_index"].to_list())
    data = data_lines(lines).join(column_lines(lines), on=["file_index", "section"], how="left")
    known = pl.col("section").is_in(list(ROOT_TABLES))

    tables, problems, surplus = _read_sections(data)
    headers = read_headers(lines)
    problems += [
        unreadable_headers(headers),
        data.filter(pl.col("section") == HEADER).select(*LINE_KEYS, reason=pl.lit("outside_section")),
    ]
    rejected = _rejected_lines(lines, problems)
    tables = {name: _without(rows, rejected) for name, rows in tables.items()}
    unknown = data.filter(~known, pl.col("section") != HEADER).select(
        "file_index", "section", "line_number", text="line"
    )
    sections = _count_sections(lines, data, rejected)
    return ParsedRounds(
        files=_describe_files(files, lines, headers, sections),
        headers=headers,
        sections=sections,
        tables=tables,
        rejected_lines=rejected,
        unknown_lines=unknown,
        rescued_fields=_without(pl.concat(surplus), rejected),
    )


def _read_sections(
    data: pl.DataFrame,
) -> tuple[dict[str, pl.DataFrame], list[pl.DataFrame], list[pl.DataFrame]]:
    by_section = data.partition_by("section", as_dict=True)
    tables: dict[str, pl.DataFrame] = {}
    problems, surplus = [], []
    for section, table in ROOT_TABLES.items():
        read = read_rows(table, by_section.get((section,), data.clear()))
        lists = read_lists(table, read.rows)
        tables |= {table.name: _stored(table, read.rows)} | lists.tables
        problems += [read.problems, *lists.problems]
        surplus.append(read.surplus.with_columns(section=pl.lit(section)).select(UNKNOWN_COLUMNS))
    return {name: tables[name] for name in TABLES}, problems, surplus


def _stored(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(*LINE_KEYS, *[column.name for column in table.stored_columns])


def _rejected_lines(lines: pl.DataFrame, problems: list[pl.DataFrame]) -> pl.DataFrame:
    """One reject a line, with the first reason that was found."""
    first = pl.concat(problems).unique(LINE_KEYS, keep="first", maintain_order=True)
    joined = lines.join(first, on=LINE_KEYS).select("file_index", "section", "line_number", "reason", text="line")
    return joined.select(REJECT_COLUMNS).sort(LINE_KEYS)


def _without(rows: pl.DataFrame, rejected: pl.DataFrame) -> pl.DataFrame:
    return rows.join(rejected, on=LINE_KEYS, how="anti") if rejected.height else rows


def _count_sections(lines: pl.DataFrame, data: pl.DataFrame, rejected: pl.DataFrame) -> pl.DataFrame:
    keys = ["file_index", "section"]
    is_known = pl.col("section").is_in(list(ROOT_TABLES))
    return (
        section_starts(lines)
        .join(column_lines(lines), on=keys, how="left")
        .join(data.group_by(keys).agg(line_count=pl.len().cast(pl.Int64)), on=keys, how="left")
        .join(rejected.group_by(keys).agg(reject_count=pl.len().cast(pl.Int64)), on=keys, how="left")
        .with_columns(pl.col("line_count", "reject_count").fill_null(0), is_known=is_known)
        .with_columns(row_count=pl.when("is_known").then(pl.col("line_count") - pl.col("reject_count")).otherwise(0))
        .sort("file_index", "first_line_number")
    )


def _describe_files(
    files: pl.DataFrame, lines: pl.DataFrame, headers: pl.DataFrame, sections: pl.DataFrame
) -> pl.DataFrame:
    line_counts = lines.group_by("file_index").agg(line_count=pl.len().cast(pl.Int64))
    evidence = truncation_evidence(files.filter(pl.col("refusal").is_null()), sections)
    described = files
    for more in (line_counts, evidence, header_table(headers)):
        described = described.join(more, on="file_index", how="left", maintain_order="left")
    return described
