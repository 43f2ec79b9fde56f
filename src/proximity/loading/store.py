"""Stores the rounds of one batch: samples as Parquet, then all tables in one transaction.

Either a round is there whole with its ledger entry, or nothing of it is. Parquet files are written first; until the
transaction commits, the view on them does not show them.
Does not belong here: deciding what is stored.
"""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from proximity.loading.derived import derived_frames
from proximity.loading.samples import samples_path, write_samples
from proximity.loading.summary import LoadSummary
from proximity.loading.warehouse import delete_rounds, insert_frame
from proximity.parsing import ParsedRounds
from proximity.staging import SAMPLES_TABLE


def expected_samples(connection: duckdb.DuckDBPyConnection) -> dict[Path, str]:
    """Path of the Parquet file of every loaded round, below the samples folder, and the content that it came from."""
    rounds = connection.execute("SELECT file_stamp, round_id, revision, sha256 FROM staging.rounds").fetchall()
    return {samples_path(stamp.date(), round_id, revision): sha256 for stamp, round_id, revision, sha256 in rounds}


def write_all_samples(samples_dir: Path, rounds: pl.DataFrame, parsed: ParsedRounds, summary: LoadSummary) -> None:
    """Write one Parquet file for each round of `rounds`."""
    samples = parsed.tables[SAMPLES_TABLE].partition_by("file_index", as_dict=True, include_key=False)
    nothing = parsed.tables[SAMPLES_TABLE].clear().drop("file_index")
    for index, round_id, revision, stamp in rounds.select("file_index", "round_id", "revision", "file_stamp").rows():
        own = samples.get((index,), nothing).with_columns(round_id=pl.lit(round_id), revision=pl.lit(revision))
        write_samples(samples_dir, samples_path(stamp.date(), round_id, revision), own)
        summary.add_rows(SAMPLES_TABLE, own.height)


def replace_rounds(
    connection: duckdb.DuckDBPyConnection, rounds: pl.DataFrame, parsed: ParsedRounds, summary: LoadSummary
) -> None:
    """Put all rows of `rounds` in the place of what was there of them; the caller holds the transaction."""
    delete_rounds(connection, rounds["round_id"].to_list())
    owners = rounds.select("file_index", "round_id", "file_name")
    for name, frame in _frames(parsed).items():
        summary.add_rows(name, insert_frame(connection, name, frame.join(owners, on="file_index")))
    insert_frame(connection, "rounds", rounds.with_columns(loaded_at=pl.lit(datetime.now(UTC))))
    summary.rejected_lines = summary.rows["rejected_lines"]


def _frames(parsed: ParsedRounds) -> dict[str, pl.DataFrame]:
    sections = {name: frame for name, frame in parsed.tables.items() if name != SAMPLES_TABLE}
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
