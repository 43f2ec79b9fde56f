"""The ledger: which contents were seen under which names, and what became of each.

Belongs here: remembering and writing. Entries are ordered by a sequence number, because clocks go backwards.
Does not belong here: rows of rounds; deciding what becomes of a content (`batch`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime

import polars as pl

from proximity.loading.discovery import FoundFile
from proximity.loading.entries import SETTLED, LedgerEntry, Verdict
from proximity.loading.identity import name_rank
from proximity.loading.summary import RefusedFile
from proximity.staging import STAGING_TABLES
from proximity.warehouse import Warehouse

COLUMNS = ", ".join(field.name for field in fields(LedgerEntry))


class Ledger:
    """The entries of the ledger in memory; what is recorded is written into the given warehouse."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self._lost: frozenset[str] = frozenset()
        self._latest: dict[str, LedgerEntry] = {}
        self._by_content: dict[str, LedgerEntry] = {}
        self._last_sequence = 0
        rows = warehouse.query(f"SELECT sequence, {COLUMNS} FROM staging.round_files ORDER BY sequence")
        for self._last_sequence, *row in rows:
            self._remember(LedgerEntry(*row))

    def judgement_of(self, found: FoundFile) -> LedgerEntry | None:
        """The entry that still holds for a file as it lies there; None if it has to be read."""
        entry = self._latest.get(found.path)
        return entry if entry and entry.judges(found) and not self._is_needed_again(entry.sha256) else None

    def entry_of(self, sha256: str | None) -> LedgerEntry | None:
        """The entry of these bytes under the name that counts, or of their refusal."""
        return self._by_content.get(sha256) if sha256 else None

    def mark_lost(self, contents: Collection[str]) -> None:
        """Have these contents read again, of which the warehouse no longer has everything."""
        self._lost = frozenset(contents)

    def needs_parsing(self, sha256: str, path: str) -> bool:
        """True for bytes that are not settled, that are needed again, or whose round moves to this name of theirs."""
        known = self._by_content.get(sha256)
        if known is None or known.state not in SETTLED or self._is_needed_again(sha256):
            return True
        return name_rank(path) < name_rank(known.file_path)

    def waiting_among(self, found: Iterable[FoundFile]) -> list[FoundFile]:
        """Files that lie there and hold a content that waits for being read again."""
        return [file for file in found if (entry := self._latest.get(file.path)) and self._is_waiting(entry.sha256)]

    def record(self, entries: Iterable[LedgerEntry]) -> None:
        """Write entries; one of the same path and content is replaced, and one of the path without content."""
        news = list({(entry.file_path, entry.sha256): entry for entry in entries}.values())
        self._write(news)
        for entry in news:
            self._remember(entry)

    def rejudge(self, verdicts: Mapping[str, Verdict]) -> None:
        """Content → new verdict, for every name under which it was seen. Places in the sequence stay, because another
        content may have been seen at the same path since."""
        for sha256, verdict in verdicts.items():
            query = f"SELECT {COLUMNS} FROM staging.round_files WHERE sha256 = $1"
            for row in self._warehouse.query(query, [sha256]):
                entry = LedgerEntry(*row).judged(verdict)
                self._warehouse.execute(
                    "UPDATE staging.round_files SET state = $1, reason = $2, cure = $3, round_id = $4"
                    " WHERE sha256 = $5 AND file_path = $6",
                    [entry.state, entry.reason, entry.cure, entry.round_id, sha256, entry.file_path],
                )
                if self._latest[entry.file_path].sha256 == sha256:
                    self._latest[entry.file_path] = entry
                if entry.file_path == verdict.path:
                    self._by_content[sha256] = entry
        self._lost -= verdicts.keys()

    def superseded_in(self, round_ids: Collection[str]) -> dict[str, Verdict]:
        """Content → verdict of everything that a better file of one of these rounds has superseded."""
        return {
            sha256: entry.verdict
            for sha256, entry in self._by_content.items()
            if entry.state == "superseded" and entry.round_id in round_ids
        }

    def retire(self, found: Iterable[FoundFile]) -> None:
        """Refused files that no longer lie there are nobody's task any more; what became of them stays recorded."""
        there = {file.path for file in found}
        refused = [entry for entry in self._latest.values() if entry.state == "refused"]
        self.record(replace(entry, state="removed", cure=None) for entry in refused if entry.file_path not in there)

    def refused_among(self, found: Iterable[FoundFile]) -> list[RefusedFile]:
        """What is refused of the files that lie there."""
        entries = [self._latest[file.path] for file in found if file.path in self._latest]
        return [RefusedFile(e.file_path, e.reason or "", e.cure or "") for e in entries if e.state == "refused"]

    def _is_needed_again(self, sha256: str | None) -> bool:
        return sha256 in self._lost or self._is_waiting(sha256)

    def _is_waiting(self, sha256: str | None) -> bool:
        entry = self.entry_of(sha256)
        return entry is not None and entry.state == "waiting"

    def _remember(self, entry: LedgerEntry) -> None:
        self._latest[entry.file_path] = entry
        if not entry.sha256 or entry.state == "duplicate":
            return
        known = self._by_content.get(entry.sha256)
        # A refusal of bytes that are settled says something about one name of theirs only.
        if known is None or entry.state in SETTLED or known.state not in SETTLED:
            self._by_content[entry.sha256] = entry

    def _write(self, entries: Sequence[LedgerEntry]) -> None:
        if not entries:
            return
        self._warehouse.execute_many(
            "DELETE FROM staging.round_files WHERE file_path = $1 AND (sha256 IS NULL OR sha256 = $2)",
            [(entry.file_path, entry.sha256) for entry in entries],
        )
        now = datetime.now(UTC)
        rows = [
            {**vars(entry), "seen_at": now, "sequence": number}
            for number, entry in enumerate(entries, self._last_sequence + 1)
        ]
        self._last_sequence += len(entries)
        frame = pl.DataFrame(rows, schema=STAGING_TABLES["round_files"].polars_schema)
        self._warehouse.insert("round_files", frame)
