"""The load: whatever lies in the raw folder and is not in the warehouse yet gets there, batch by batch.

Level-triggered: ledger and Parquet files say what is there, so the next load finishes what was interrupted.
Does not belong here: what happens inside a batch.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from proximity.loading.batch import load_batch
from proximity.loading.discovery import FoundFile, discover
from proximity.loading.ledger import Ledger
from proximity.loading.parquet import missing_contents, remove_stale_files, write_empty_files
from proximity.loading.reading import read_file
from proximity.loading.refresh import empty_staging
from proximity.loading.store import expected_files
from proximity.loading.summary import LoadSummary
from proximity.settings import Settings
from proximity.warehouse import open_warehouse
from proximity.warehouse.schema import prepare_staging

#: One transaction for so many files: one a file costs three times as much, more cost memory.
BATCH_FILES = 40
BATCH_BYTES = 64 * 1024 * 1024

Progress = Callable[[int, int], None]


def load_rounds(
    settings: Settings,
    *,
    days: Collection[date] | None = None,
    full_refresh: bool = False,
    on_progress: Progress | None = None,
) -> LoadSummary:
    """Load what is new below the raw folder; `days` limits it to files whose name has one of these days.

    `on_progress` is called with the number of files done and to do. `full_refresh` reads everything anew.

    Raises:
        RawFolderError: the raw folder cannot be used.
        WarehouseError: the warehouse or the samples folder cannot be used.
        ValueError: a full refresh of some days, which would lose the others.
    """
    if full_refresh and days is not None:
        raise ValueError("A full refresh reads everything: it cannot be limited to days.")
    lying_there = discover(settings.raw_dir)
    found = [file for file in lying_there if days is None or file.day is None or file.day in days]
    with open_warehouse(settings) as warehouse:
        if full_refresh:
            empty_staging(warehouse, found)
        prepare_staging(warehouse)
        write_empty_files(settings.samples_dir)
        warehouse.show_parquet(settings.samples_dir)
        ledger = Ledger(warehouse)
        ledger.retire(lying_there)
        ledger.mark_lost(missing_contents(settings.samples_dir, expected_files(warehouse)))
        pending = [file for file in found if ledger.judgement_of(file) is None]
        summary = LoadSummary(files_found=len(found), files_unchanged=len(found) - len(pending))
        done, total = 0, len(pending)
        while pending:
            for batch in _batches(pending):
                load_batch(warehouse, settings.samples_dir, ledger, [read_file(file) for file in batch], summary)
                done += len(batch)
                if on_progress:
                    on_progress(done, total)
            # A round that moved away may have left contents behind that count now.
            pending = ledger.waiting_among(found)
            total += len(pending)
        remove_stale_files(settings.samples_dir, set(expected_files(warehouse)))
        warehouse.refresh_statistics({**summary.rows, "rounds": len(summary.loaded)})
        summary.refused = ledger.refused_among(found)
    return summary


def _batches(files: Sequence[FoundFile]) -> Iterator[list[FoundFile]]:
    batch: list[FoundFile] = []
    size = 0
    for file in files:
        file_size = 0 if file.refusal else file.byte_size or 0
        if batch and (len(batch) == BATCH_FILES or size + file_size > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(file)
        size += file_size
    if batch:
        yield batch
