"""What a load did, for people and for Dagster's metadata.

Does not belong here: printing.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class RefusedFile:
    """A file that lies in the raw folder and is not in the warehouse: `path` below the raw folder, why, what to do."""

    path: str
    reason: str
    cure: str


@dataclass
class LoadSummary:
    """Counts of one load, or of one batch of it. `rows`: staging table → rows loaded now; `refused`: everything refused
    that lies there."""

    files_found: int = 0
    files_unchanged: int = 0
    loaded: list[str] = field(default_factory=list)
    duplicates: int = 0
    superseded: int = 0
    refused: list[RefusedFile] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    rejected_lines: int = 0

    def add_rows(self, table: str, count: int) -> None:
        """Count rows that were loaded into a staging table."""
        self.rows[table] = self.rows.get(table, 0) + count

    def add(self, batch: "LoadSummary") -> None:
        """Count what a batch has loaded."""
        self.loaded += batch.loaded
        self.duplicates += batch.duplicates
        self.superseded += batch.superseded
        self.rejected_lines += batch.rejected_lines
        for table, count in batch.rows.items():
            self.add_rows(table, count)
