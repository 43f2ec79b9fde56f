"""The load: whatever lies in the raw folder and is not in the warehouse yet gets there, batch by batch.

Level-triggered: ledger and Parquet files say what is there, so the next load finishes what was interrupted.
Does not belong here: what happens inside a batch.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from proximity.loading.attempts import attempted
from proximity.loading.batch import load_batch
from proximity.loading.discovery import FoundFile, discover
from proximity.loading.ledger import Ledger
from proximity.loading.outdated import outdated_contents
from proximity.loading.parquet import missing_contents, remove_stale_files
from proximity.loading.preparing import prepare
from proximity.loading.reading import read_file
from proximity.loading.refresh import empty_staging
from proximity.loading.store import expected_files
from proximity.loading.summary import LoadSummary
from proximity.settings import Settings
from proximity.warehouse import Warehouse, open_warehouse

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
    load = _Load(settings, lying_there, found, on_progress, is_to_clear=full_refresh)
    attempted(load.attempt, has_begun=lambda: load.has_begun)
    return load.summary


class _Load:
    """What is known of a load over all its attempts; `summary` counts what is committed."""

    def __init__(
        self,
        settings: Settings,
        lying_there: Sequence[FoundFile],
        found: Sequence[FoundFile],
        on_progress: Progress | None,
        *,
        is_to_clear: bool,
    ) -> None:
        self._settings = settings
        self._lying_there = lying_there
        self._found = found
        self._on_progress = on_progress
        self._is_to_clear = is_to_clear
        self._done = self._total = 0
        self.has_begun = False
        self.summary = LoadSummary(files_found=len(found))

    def attempt(self) -> None:
        """Bring everything that is not there yet into the warehouse."""
        with open_warehouse(self._settings) as warehouse:
            self._prepare(warehouse)
            ledger = self._ledger(warehouse)
            pending = [file for file in self._found if ledger.judgement_of(file) is None]
            if not self.has_begun:
                self.summary.files_unchanged = len(self._found) - len(pending)
                self._total = len(pending)
            self.has_begun = True
            self._done = self._total - len(pending)
            while pending:
                self._load(warehouse, ledger, pending)
                # A round that moved away may have left contents behind that count now.
                pending = ledger.waiting_among(self._found)
                self._total += len(pending)
            remove_stale_files(self._settings.samples_dir, set(expected_files(warehouse)))
            warehouse.finish_load(self.summary.rows)
            self.summary.refused = ledger.refused_among(self._found)

    def _prepare(self, warehouse: Warehouse) -> None:
        if self._is_to_clear:
            empty_staging(warehouse, self._found)
            self._is_to_clear = False
        prepare(warehouse, self._settings.samples_dir)

    def _ledger(self, warehouse: Warehouse) -> Ledger:
        ledger = Ledger(warehouse)
        ledger.retire(self._lying_there)
        lost = missing_contents(self._settings.samples_dir, expected_files(warehouse))
        ledger.mark_lost(lost | outdated_contents(warehouse))
        return ledger

    def _load(self, warehouse: Warehouse, ledger: Ledger, pending: Sequence[FoundFile]) -> None:
        for batch in _batches(pending):
            reads = [read_file(file) for file in batch]
            self.summary.add(load_batch(warehouse, self._settings.samples_dir, ledger, reads))
            self._done += len(batch)
            if self._on_progress:
                self._on_progress(self._done, self._total)


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
