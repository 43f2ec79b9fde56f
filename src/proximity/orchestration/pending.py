"""What is still to do: files that the ledger has not judged as they lie there, and rounds that the marts lack.

Read only. Does not belong here: requests for runs.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from proximity.loading import FoundFile, discover
from proximity.loading.ledger import Ledger
from proximity.loading.outdated import outdated_contents
from proximity.loading.parquet import missing_contents
from proximity.loading.store import expected_files
from proximity.orchestration.partitions import partition_of, spans
from proximity.settings import Settings
from proximity.warehouse import NoWarehouseError, OutdatedWarehouseError, open_warehouse

ROUNDS = "SELECT file_path, revision FROM staging.rounds"
BUILT_ROUNDS = "SELECT round_id, round_revision FROM marts.dim_rounds"
ROUNDS_THAT_THE_MARTS_LACK = f"{ROUNDS} WHERE (round_id, revision) NOT IN ({BUILT_ROUNDS})"


@dataclass(frozen=True)
class PendingSpan:
    """A stretch of days with something to do. `state` changes when what is to do changes, and only then."""

    first_day: str
    last_day: str
    state: str
    summary: str


def pending_spans(settings: Settings) -> list[PendingSpan]:
    """Everything that is to do, oldest first.

    Raises:
        RawFolderError: the raw folder cannot be used.
        WarehouseError: the warehouse cannot be looked into, as while somebody writes to it.
    """
    files = {file.path: file for file in discover(settings.raw_dir)}
    reasons = _reasons(settings, files)
    days = {path: partition_of(files[path]) for path in reasons}
    return [
        _span(first, last, [reasons[path] for path, day in sorted(days.items()) if first <= day <= last])
        for first, last in spans(days.values())
    ]


def _reasons(settings: Settings, files: dict[str, FoundFile]) -> dict[str, str]:
    """Path → what is to do with it, as text that is the same as long as that is the same."""
    unread = {path: f"{path} {file.byte_size} {file.modified_at} {file.refusal}" for path, file in files.items()}
    try:
        with open_warehouse(settings, read_only=True) as warehouse:
            ledger = Ledger(warehouse)
            lost = missing_contents(settings.samples_dir, expected_files(warehouse))
            ledger.mark_lost(lost | outdated_contents(warehouse))
            has_marts = warehouse.has_table("marts", "dim_rounds")
            missing = dict(warehouse.query(ROUNDS_THAT_THE_MARTS_LACK if has_marts else ROUNDS))
    except (NoWarehouseError, OutdatedWarehouseError):
        return unread
    judged = {path for path, file in files.items() if ledger.judgement_of(file)}
    return {
        path: reason if path not in judged else f"{path} {missing[path]}"
        for path, reason in unread.items()
        if path not in judged or path in missing
    }


def _span(first: str, last: str, reasons: Sequence[str]) -> PendingSpan:
    text = "\n".join(reasons).encode("utf-8", "surrogateescape")
    days = first if first == last else f"{first} to {last}"
    return PendingSpan(first, last, hashlib.sha256(text).hexdigest()[:16], f"{len(reasons)} files of {days}")
