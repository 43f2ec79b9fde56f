"""One batch of files: which contents are new, which file of each round counts, and the entry of each in the ledger.

Does not belong here: finding and reading files, writing rows.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import duckdb
import polars as pl

from proximity.loading.ledger import Ledger, LedgerEntry
from proximity.loading.reading import ReadFile
from proximity.loading.rounds import best_of_each_round, describe_rounds, loaded_revisions
from proximity.loading.store import replace_rounds, write_all_samples
from proximity.loading.summary import LoadSummary
from proximity.parsing import parse_rounds


def load_batch(
    connection: duckdb.DuckDBPyConnection,
    samples_dir: Path,
    ledger: Ledger,
    reads: Sequence[ReadFile],
    summary: LoadSummary,
) -> None:
    """Parse, store and judge the files of one batch in one transaction, and count them in `summary`."""
    fresh = _new_contents(reads, ledger)
    parsed = parse_rounds([read.text for read in fresh])
    described = describe_rounds(fresh, parsed)
    loaded = loaded_revisions(connection, described["round_id"].to_list())
    best = best_of_each_round(loaded, described)
    stored = described.join(best, on="revision", how="semi", maintain_order="left")

    write_all_samples(samples_dir, stored, parsed, summary)
    connection.begin()
    try:
        replace_rounds(connection, stored, parsed, summary)
        replaced = _replaced(loaded, best)
        ledger.supersede(replaced)
        entries = _outcomes(fresh, described, best)
        ledger.record(entries)
        # Only now the ledger knows every content of the batch, so that copies find their original.
        others = [_settled(read, ledger) for read in reads if read not in fresh]
        ledger.record(others)
        connection.commit()
    except BaseException:
        # A commit that failed has ended the transaction; the error to show is the first one.
        with suppress(duckdb.TransactionException):
            connection.rollback()
        raise
    summary.loaded += stored["round_id"].to_list()
    summary.duplicates += sum(entry.state == "duplicate" for entry in others)
    summary.superseded += sum(entry.state == "superseded" for entry in entries) + len(replaced)


def _new_contents(reads: Sequence[ReadFile], ledger: Ledger) -> list[ReadFile]:
    """What has to be parsed: of each content only the first file."""
    fresh: dict[str, ReadFile] = {}
    for read in reads:
        if read.refusal is None and read.sha256 and ledger.needs_parsing(read.sha256, read.found.path):
            fresh.setdefault(read.sha256, read)
    return list(fresh.values())


def _replaced(loaded: pl.DataFrame, best: pl.DataFrame) -> dict[str, str]:
    """Loaded revision → path of the more complete file that takes its place."""
    winners = best.select("round_id", winner="revision", winner_path="file_path")
    outdone = loaded.join(winners, on="round_id").filter(pl.col("revision") != pl.col("winner"))
    return dict(outdone.select("revision", "winner_path").rows())


def _outcomes(fresh: Sequence[ReadFile], described: pl.DataFrame, best: pl.DataFrame) -> list[LedgerEntry]:
    """Entries of the contents that were parsed: loaded, or superseded by the best file of their round."""
    round_ids = dict(described.select("revision", "round_id").rows())
    winners = {round_id: (revision, path) for round_id, revision, path, *_ in best.rows()}
    entries = []
    for read in fresh:
        round_id = round_ids[read.sha256]
        winner, path = winners[round_id]
        if winner == read.sha256:
            entries.append(LedgerEntry.of(read, "loaded", round_id=round_id))
        else:
            entries.append(LedgerEntry.of(read, "superseded", f"more_complete_file: {path}", round_id))
    return entries


def _settled(read: ReadFile, ledger: Ledger) -> LedgerEntry:
    """The entry of a file that needs no parsing: refused, or of bytes that the ledger knows."""
    known = ledger.entry_of(read.sha256)
    if read.refusal is not None or known is None:
        return LedgerEntry.of(read, "refused", read.refusal)
    if known.file_path == read.found.path:
        return LedgerEntry.of(read, known.state, known.reason, known.round_id)
    return LedgerEntry.of(read, "duplicate", f"same_bytes_as: {known.file_path}", known.round_id)
