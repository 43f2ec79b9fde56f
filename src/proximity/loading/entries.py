"""One entry of the ledger: what became of one content under one name.

Does not belong here: the ledger as a whole, and writing it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from proximity.loading.discovery import FoundFile
from proximity.loading.reading import ReadFile
from proximity.loading.refusals import cure_of

#: States of a content that could be read, kept under the name that counts; its other names are duplicates.
#: `waiting`: the file that had superseded it left the round, so it has to be read again.
SETTLED = frozenset({"loaded", "superseded", "waiting"})
WITH_CURE = frozenset({"refused", "waiting"})


@dataclass(frozen=True)
class Verdict:
    """What was decided of a content: the path of the name that counts, its state, why, and its round."""

    path: str
    state: str
    reason: str | None = None
    round_id: str | None = None

    def under(self, path: str) -> "Verdict":
        """The verdict for the same bytes under another name."""
        if path == self.path or self.state not in SETTLED:
            return self
        return Verdict(path, "duplicate", f"same_bytes_as: {self.path}", self.round_id)


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
    def of(cls, read: ReadFile, verdict: Verdict) -> "LedgerEntry":
        """The entry of a file that was judged just now."""
        found = read.found
        seen = cls(found.path, found.file_name, read.sha256, found.byte_size, found.modified_at, verdict.state)
        return seen.judged(verdict)

    @property
    def verdict(self) -> Verdict:
        """What was decided of the content; meant for an entry that is no duplicate."""
        return Verdict(self.file_path, self.state, self.reason, self.round_id)

    def judged(self, verdict: Verdict) -> Self:
        """The same name and content with the verdict on the content."""
        own = verdict.under(self.file_path)
        cure = cure_of(own.reason) if own.state in WITH_CURE and own.reason else None
        return replace(self, state=own.state, reason=own.reason, cure=cure, round_id=own.round_id)

    def judges(self, found: FoundFile) -> bool:
        """True if the file has not changed since and need not be read again.

        A verdict on bytes holds while nothing prevents reading, one without bytes while the same thing prevents it.
        """
        is_same = (self.byte_size, self.modified_at) == (found.byte_size, found.modified_at)
        is_same_refusal = found.refusal == (self.reason if self.sha256 is None else None)
        return is_same and is_same_refusal and self.state != "removed"
