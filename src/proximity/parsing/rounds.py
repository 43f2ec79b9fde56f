"""The parser: a batch of round files in, one set of frames out.

Files are parsed in batches because the cost of a Polars call does not depend on how many files its rows come from.
Every frame has `file_index`, the position of the file in the batch. Pure: no disk, no clock, no settings.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce

import polars as pl

from proximity.format import ROOT_TABLES
from proximity.parsing.completeness import judge_completeness
from proximity.parsing.endings import ending_of
from proximity.parsing.headers import header_table, keyless_lines, read_headers, unreadable_headers
from proximity.parsing.item_problems import LINE_KEYS
from proximity.parsing.lines import HEADER, column_lines, data_lines, declared_widths, read_lines, section_starts
from proximity.parsing.repairs import repair_lines
from proximity.parsing.sections import ReadSections, read_sections
from proximity.parsing.texts import RoundText, describe_texts

#: Below this size a share costs more than it saves.
SMALLEST_SHARE_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class ParsedRounds:
    """The frames of a batch; all but `files` leave out the files that were refused.

    `files`: one row a file with `file_name`, `byte_size`, `line_count`, `banner_version`, `refusal`,
    `truncation_evidence`, `damage_evidence`, `end_line`, `completeness`, `last_section` and one typed column a known
    header key.
    `headers`: every header key as written.
    `sections`: one row a file and section with its counts. `tables`: staging table → rows with `line_number` and
    item numbers. `rejected_lines`, `repaired_lines` (mended and read), `unknown_lines` (of unknown sections) and
    `rescued_fields` (beyond the known columns): text with its section and line. For a known section
    lines = rows + rejects.
    """

    files: pl.DataFrame
    headers: pl.DataFrame
    sections: pl.DataFrame
    tables: dict[str, pl.DataFrame]
    rejected_lines: pl.DataFrame
    repaired_lines: pl.DataFrame
    unknown_lines: pl.DataFrame
    rescued_fields: pl.DataFrame


def parse_rounds(texts: Sequence[RoundText]) -> ParsedRounds:
    """Parse a batch. Never raises for bad content: a file is refused, a line rejected, each with its reason."""
    files = describe_texts(texts)
    readable = files.filter(pl.col("refusal").is_null())["file_index"].to_list()
    lines, read = _read_side_by_side(texts, files, readable)
    data = data_lines(lines)
    headers = read_headers(lines)
    strays = data.filter(pl.col("section") == HEADER).select(*LINE_KEYS, reason=pl.lit("outside_section"))
    rejected = _rejected_lines(lines, [read.problems, unreadable_headers(headers), keyless_lines(lines), strays])
    known = pl.col("section").is_in(list(ROOT_TABLES))
    unknown = data.filter(~known, pl.col("section") != HEADER).select(
        "file_index", "section", "line_number", text="line"
    )
    sections = _count_sections(lines, data, rejected, read.rescued)
    endings = {index: ending_of(texts[index]) for index in readable}
    of_files, of_sections = judge_completeness(
        files.filter(pl.col("refusal").is_null()), headers, sections, read.tables, endings
    )
    return ParsedRounds(
        files=_describe_files(files, lines, headers, of_files),
        headers=headers,
        sections=sections.join(of_sections, on=["file_index", "section"], maintain_order="left"),
        tables=read.tables,
        rejected_lines=rejected,
        repaired_lines=read.repaired,
        unknown_lines=unknown,
        rescued_fields=read.rescued,
    )


def _read_side_by_side(
    texts: Sequence[RoundText], files: pl.DataFrame, indices: Sequence[int]
) -> tuple[pl.DataFrame, ReadSections]:
    """All lines of the files, and their sections. Files know nothing of each other, so every core gets its share."""
    parts = _shares(texts, indices)
    with ThreadPoolExecutor(len(parts)) as threads:
        read = list(threads.map(lambda part: _read(texts, files, part), parts))
    return pl.concat([lines for lines, _ in read]), reduce(ReadSections.joined, [sections for _, sections in read])


def _shares(texts: Sequence[RoundText], indices: Sequence[int]) -> list[Sequence[int]]:
    size = sum(len(texts[index].content) for index in indices)
    count = max(1, min(pl.thread_pool_size(), len(indices), size // SMALLEST_SHARE_BYTES))
    length = max(1, -(-len(indices) // count))
    return [indices[start : start + length] for start in range(0, len(indices), length)] or [[]]


def _read(texts: Sequence[RoundText], files: pl.DataFrame, indices: Sequence[int]) -> tuple[pl.DataFrame, ReadSections]:
    lines = read_lines(texts, indices)
    data = data_lines(lines).join(declared_widths(lines), on=["file_index", "section"], how="left")
    return lines, repair_lines(files, data, read_sections(data))


def _rejected_lines(lines: pl.DataFrame, problems: list[pl.DataFrame]) -> pl.DataFrame:
    reasons = pl.concat(problems)
    joined = (lines if reasons.height else lines.clear()).join(reasons, on=LINE_KEYS)
    return joined.select("file_index", "section", "line_number", "reason", text="line").sort(LINE_KEYS)


def _count_sections(
    lines: pl.DataFrame, data: pl.DataFrame, rejected: pl.DataFrame, rescued: pl.DataFrame
) -> pl.DataFrame:
    keys = ["file_index", "section"]
    is_known = pl.col("section").is_in(list(ROOT_TABLES))
    # Lazy, because these frames are so small that starting a query is all that costs.
    return (
        section_starts(lines)
        .lazy()
        .join(column_lines(lines).lazy(), on=keys, how="left")
        .join(_counted(data, "line_count"), on=keys, how="left")
        .join(_counted(rejected, "reject_count"), on=keys, how="left")
        .join(_counted(rescued, "rescued_count"), on=keys, how="left")
        .with_columns(pl.col("line_count", "reject_count", "rescued_count").fill_null(0), is_known=is_known)
        .with_columns(row_count=pl.when("is_known").then(pl.col("line_count") - pl.col("reject_count")).otherwise(0))
        .sort("file_index", "first_line_number")
        .collect()
    )


def _counted(lines: pl.DataFrame, name: str) -> pl.LazyFrame:
    return lines.lazy().group_by("file_index", "section").agg(pl.len().cast(pl.Int64).alias(name))


def _describe_files(
    files: pl.DataFrame, lines: pl.DataFrame, headers: pl.DataFrame, completeness: pl.DataFrame
) -> pl.DataFrame:
    line_counts = lines.lazy().group_by("file_index").agg(line_count=pl.len().cast(pl.Int64))
    described = files.lazy()
    for more in (line_counts, completeness.lazy(), header_table(headers).lazy()):
        described = described.join(more, on="file_index", how="left", maintain_order="left")
    return described.collect()
