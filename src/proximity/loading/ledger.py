"""The ledger: which contents were seen, and what became of each.

Does not belong here: rows of rounds.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import duckdb
import polars as pl

from proximity.loading.discovery import FoundFile
from proximity.loading.reading import ReadFile
from proximity.loading.refusals import cure_of
from proximity.loading.summary import RefusedFile
from proximity.loading.warehouse import insert_frame
from proximity.staging import STAGING_TABLES


@dataclass(frozen=True)
class LedgerEntry:
    """One content of one file: see table `round_files` of the staging schema."""

    file_path: str
    file_name: str
    sha256: str | None
    byte_size: int | None
    modified_at: datetime | None
    state: str
    reason: str | None = None
    cure: str | None = None
    round_id: str | None = None

    @classmethod
    def of(cls, read: ReadFile, state: str, reason: str | None = None, round_id: str | None = None) -> "LedgerEntry":
        """The entry of a file that was judged just now."""
        found = read.found
        cure = cure_of(reason) if state == "refused" and reason else None
        return cls(
            found.path, found.file_name, read.sha256, found.byte_size, found.modified_at, state, reason, cure, round_id
        )

    def judges(self, found: FoundFile) -> bool:
        """True if the file has not changed since and need not be read again.

        A verdict on bytes holds while nothing prevents reading, one without bytes while the same thing prevents it.
        """
        is_same = (self.byte_size, self.modified_at) == (found.byte_size, found.modified_at)
        is_same_refusal = found.refusal == (self.reason if self.sha256 is None else None)
        return is_same and is_same_refusal and self.state != "removed"


class Ledger:
    """The entries of the ledger in memory; `record` writes new ones through the given connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._lost: frozenset[str] = frozenset()
        rows = connection.execute(
            "SELECT file_path, file_name, sha256, byte_size, modified_at, state, reason, cure, round_id"
            " FROM staging.round_files ORDER BY seen_at, file_path"
        ).fetchall()
        entries = [LedgerEntry(*row) for row in rows]
        self._latest = {entry.file_path: entry for entry in entries}
        self._by_content = {entry.sha256: entry for entry in entries if entry.sha256 and entry.state != "duplicate"}

    def judgement_of(self, found: FoundFile) -> LedgerEntry | None:
        """The entry that still holds for a file as it lies there; None if it has to be read."""
        entry = self._latest.get(found.path)
        return entry if entry and entry.judges(found) and entry.sha256 not in self._lost else None

    def entry_of(self, sha256: str | None) -> LedgerEntry | None:
        """The entry of the same bytes, whatever their name; of several files the one that is no duplicate."""
        return self._by_content.get(sha256) if sha256 else None

    def mark_lost(self, revisions: Collection[str]) -> None:
        """Have these contents read again, of which the warehouse no longer has everything."""
        self._lost = frozenset(revisions)

    def needs_parsing(self, sha256: str, path: str) -> bool:
        """True for bytes that were never seen, and for lost ones at the path that their round comes from: a copy may
        lie in the folder of another server."""
        known = self._by_content.get(sha256)
        return known is None or (sha256 in self._lost and known.file_path == path)

    def record(self, entries: Iterable[LedgerEntry]) -> None:
        """Write entries; one of the same path and content is replaced, and one of the path without content."""
        news = list({(entry.file_path, entry.sha256): entry for entry in entries}.values())
        self._write(news)
        for entry in news:
            self._latest[entry.file_path] = entry
            if entry.sha256 and entry.state != "duplicate":
                self._by_content[entry.sha256] = entry

    def supersede(self, revisions: Mapping[str, str]) -> None:
        """Mark loaded contents as replaced. `revisions`: content → path of the more complete file.

        `seen_at` stays, because another content may have been seen at the same path since.
        """
        for sha256, path in revisions.items():
            reason = f"more_complete_file: {path}"
            self._connection.execute(
                "UPDATE staging.round_files SET state = 'superseded', reason = ? WHERE sha256 = ? AND state = 'loaded'",
                [reason, sha256],
            )
            if old := self._by_content.get(sha256):
                self._by_content[sha256] = replace(old, state="superseded", reason=reason)

    def retire(self, found: Iterable[FoundFile]) -> None:
        """Refused files that no longer lie there are nobody's task any more; what became of them stays recorded."""
        there = {file.path for file in found}
        refused = [entry for entry in self._latest.values() if entry.state == "refused"]
        self.record(replace(entry, state="removed", cure=None) for entry in refused if entry.file_path not in there)

    def refused_among(self, found: Iterable[FoundFile]) -> list[RefusedFile]:
        """What is refused of the files that lie there."""
        entries = [self._latest[file.path] for file in found if file.path in self._latest]
        return [RefusedFile(e.file_path, e.reason or "", e.cure or "") for e in entries if e.state == "refused"]

    def _write(self, entries: Sequence[LedgerEntry]) -> None:
        if not entries:
            return
        self._connection.executemany(
            "DELETE FROM staging.round_files WHERE file_path = ? AND (sha256 IS NULL OR sha256 = ?)",
            [(entry.file_path, entry.sha256) for entry in entries],
        )
        now = datetime.now(UTC)
        rows = [{**vars(entry), "seen_at": now} for entry in entries]
        frame = pl.DataFrame(rows, schema=STAGING_TABLES["round_files"].polars_schema)
        insert_frame(self._connection, "round_files", frame)
