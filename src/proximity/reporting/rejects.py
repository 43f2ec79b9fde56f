"""The lines that could not become rows."""

from dataclasses import dataclass

import duckdb


@dataclass(frozen=True)
class RejectedLine:
    """One rejected line with the way back to the file."""

    round_id: str
    file_path: str
    section: str
    line_number: int
    reason: str
    text: str


def rejected_lines(connection: duckdb.DuckDBPyConnection, round_id: str | None = None) -> list[RejectedLine]:
    """All rejected lines, or those of one round, in the order of files and lines."""
    rows = connection.execute(
        """
        SELECT round_id, rounds.file_path, lines.section, lines.line_number, lines.reason, lines.text
        FROM staging.rejected_lines AS lines
        JOIN staging.rounds USING (round_id)
        WHERE $round_id IS NULL OR round_id = $round_id
        ORDER BY rounds.file_path, lines.line_number
        """,
        {"round_id": round_id},
    ).fetchall()
    return [RejectedLine(*row) for row in rows]
