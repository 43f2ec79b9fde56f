"""Makes rounds of parsed files: identity, origin, and which file of each round counts.

Does not belong here: reading files, writing tables.
"""

from collections.abc import Sequence

import polars as pl

from proximity.loading.identity import completeness_rank, revision_of, round_id, start_of
from proximity.loading.reading import ReadFile
from proximity.parsing import ParsedRounds
from proximity.staging import STAGING_TABLES
from proximity.warehouse import Warehouse

ORIGIN_COLUMNS = (
    "round_id", "revision", "sha256", "server_name", "file_name", "file_path", "file_stamp", "file_map", "file_round",
)  # fmt: skip
ORIGIN_SCHEMA = {"file_index": pl.UInt32} | {
    name: STAGING_TABLES["rounds"].polars_schema[name] for name in ORIGIN_COLUMNS
}
RANKED_COLUMNS = ("round_id", "sha256", "file_path", "end_line", "section_count", "row_count", "byte_size")


def describe_rounds(reads: Sequence[ReadFile], parsed: ParsedRounds) -> pl.DataFrame:
    """One row a content, under the name that counts: the columns of staging table `rounds` without `loaded_at`, and
    `file_index`."""
    headers = parsed.files.select("file_index", "map", "server", "round_start_unix").rows()
    origins = pl.DataFrame([_origin(reads[index], index, *header) for index, *header in headers], schema=ORIGIN_SCHEMA)
    counts = parsed.sections.group_by("file_index").agg(
        section_count=pl.len().cast(pl.Int64),
        row_count=(pl.col("line_count") - pl.col("reject_count")).sum(),
    )
    described = parsed.files.drop("file_name").join(origins, on="file_index", maintain_order="left")
    return described.join(counts, on="file_index", how="left", maintain_order="left").with_columns(
        pl.col("section_count", "row_count").fill_null(0),
        is_truncated=pl.col("truncation_evidence").is_not_null(),
    )


def _origin(
    read: ReadFile, index: int, map_name: str | None, server: str | None, start: int | None
) -> dict[str, object]:
    name, sha256 = read.found.parsed_name, read.sha256
    assert name is not None, "files with other names are refused before they are read"
    assert sha256 is not None, "what is parsed was read"
    server_name = server or read.found.server_folder
    stamp = name.stamp.strftime("%Y-%m-%d-%H%M%S")
    return {
        "file_index": index,
        "round_id": round_id(server_name, map_name or name.map_name, start_of(start, stamp)),
        "revision": revision_of(sha256, read.found.path),
        "sha256": sha256,
        "server_name": server_name,
        "file_name": read.found.file_name,
        "file_path": read.found.path,
        "file_stamp": name.stamp,
        "file_map": name.map_name,
        "file_round": name.round_number,
    }


def loaded_rounds(warehouse: Warehouse, round_ids: Sequence[str], contents: Sequence[str]) -> pl.DataFrame:
    """What is loaded of these rounds or of these contents: the columns that `best_of_each_round` compares."""
    return warehouse.frame(
        f"SELECT {', '.join(RANKED_COLUMNS)} FROM staging.rounds WHERE round_id = any($1) OR sha256 = any($2)",
        [list(round_ids), list(contents)],
    )


def best_of_each_round(*candidates: pl.DataFrame) -> pl.DataFrame:
    """The most complete content of each round: `round_id`, `sha256`, `file_path` and what it was ranked by."""
    ranked = pl.concat([frame.select(RANKED_COLUMNS) for frame in candidates])
    return ranked.sort(completeness_rank(), maintain_order=True).unique("round_id", keep="last", maintain_order=True)
