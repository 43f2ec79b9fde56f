"""The lines that could not become rows."""

from dataclasses import dataclass

from proximity.warehouse import Warehouse


@dataclass(frozen=True)
class RejectedLine:
    """One rejected line with the way back to the file."""

    round_id: str
    file_path: str
    section: str
    line_number: int
    reason: str
    text: str


def rejected_lines(warehouse: Warehouse, round_id: str | None = None) -> list[RejectedLine]:
    """All rejected lines, or those of one round, in the order of files and lines."""
    rows = warehouse.query(
        """
        SELECT round_id, rounds.file_path, lines.section, lines.line_number, lines.reason, lines.text
        FROM staging.rejected_lines AS lines
        JOIN staging.rounds USING (round_id)
        WHERE CAST($1 AS TEXT) IS NULL OR round_id = $1
        ORDER BY rounds.file_path, lines.line_number
        """,
        [round_id],
    )
    return [RejectedLine(*row) for row in rows]
