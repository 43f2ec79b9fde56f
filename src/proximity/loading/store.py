"""Stores the rounds of one batch: what is kept as Parquet, then all tables in one transaction.

Either a round is there whole with its ledger entry, or nothing of it is. Parquet files are written first; until the
transaction commits, the view on them does not show them.
Does not belong here: deciding what is stored.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from proximity.loading.derived import derived_frames
from proximity.loading.parquet import parquet_paths, write_rows
from proximity.loading.summary import LoadSummary
from proximity.parsing import ParsedRounds
from proximity.staging import PARQUET_TABLES, STAGING_TABLES
from proximity.warehouse import Warehouse

LOADED = "SELECT round_id FROM staging.rounds WHERE round_id = any($1)"


def expected_files(warehouse: Warehouse) -> dict[Path, str]:
    """Path of every Parquet file of the loaded rounds, below the samples folder, and the content that it came from."""
    rounds = warehouse.query("SELECT file_stamp, round_id, revision, sha256 FROM staging.rounds")
    return {
        path: sha256
        for stamp, round_id, revision, sha256 in rounds
        for path in parquet_paths(stamp.date(), round_id, revision).values()
    }


def write_parquet(samples_dir: Path, rounds: pl.DataFrame, parsed: ParsedRounds, summary: LoadSummary) -> None:
    """Write one file for each of `rounds` and each table that is kept as Parquet."""
    origins = rounds.select("file_index", "round_id", "revision", "file_stamp").rows()
    for table in PARQUET_TABLES:
        of_file = parsed.tables[table].partition_by("file_index", as_dict=True, include_key=False)
        nothing = parsed.tables[table].clear().drop("file_index")
        for index, round_id, revision, stamp in origins:
            own = of_file.get((index,), nothing).with_columns(round_id=pl.lit(round_id))
            write_rows(samples_dir, parquet_paths(stamp.date(), round_id, revision)[table], own)
            summary.add_rows(table, own.height)


def delete_rounds(warehouse: Warehouse, round_ids: list[str]) -> None:
    """Delete all rows of rounds; the ledger keeps its entries."""
    loaded = [found for (found,) in warehouse.query(LOADED, [round_ids])] if round_ids else []
    if not loaded:
        return
    for table in STAGING_TABLES.values():
        if not table.is_view and table.name != "round_files":
            warehouse.execute(f'DELETE FROM staging."{table.name}" WHERE round_id = any($1)', [loaded])


def replace_rounds(
    warehouse: Warehouse, round_ids: list[str], frames: Mapping[str, pl.DataFrame], summary: LoadSummary
) -> None:
    """Put the rows of rounds in the place of what was there of them; the caller holds the transaction."""
    delete_rounds(warehouse, round_ids)
    for name, frame in frames.items():
        summary.add_rows(name, warehouse.insert(name, frame))
    summary.rejected_lines = summary.rows["rejected_lines"]


def frames_of(rounds: pl.DataFrame, parsed: ParsedRounds) -> dict[str, pl.DataFrame]:
    """Staging table → all rows that `rounds` have in it."""
    owners = rounds.select("file_index", "round_id", "file_name")
    owned = {name: frame.join(owners, on="file_index") for name, frame in _frames(parsed).items()}
    return owned | {"rounds": rounds.with_columns(loaded_at=pl.lit(datetime.now(UTC)))}


def _frames(parsed: ParsedRounds) -> dict[str, pl.DataFrame]:
    sections = {name: frame for name, frame in parsed.tables.items() if name not in PARQUET_TABLES}
    return (
        sections
        | derived_frames(parsed)
        | {
            "round_sections": parsed.sections,
            "header_values": parsed.headers,
            "unknown_section_lines": parsed.unknown_lines,
            "rescued_fields": parsed.rescued_fields,
            "rejected_lines": parsed.rejected_lines,
            "repaired_lines": parsed.repaired_lines,
        }
    )
