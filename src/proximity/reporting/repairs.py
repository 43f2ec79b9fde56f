"""The receipts: which rows were repaired, excluded or flagged, and why.

Does not belong here: what is repaired (the models of `dbt_project/`), the page about it (`repairs_page`).
"""

from dataclasses import dataclass

from proximity.warehouse import Warehouse


@dataclass(frozen=True)
class RepairCount:
    """Rows of one section with one reason; `section` is empty for rounds as a whole, then `rows` are rounds."""

    reason: str
    section: str
    action: str
    rows: int
    description: str


def repair_counts(warehouse: Warehouse, round_id: str | None = None) -> list[RepairCount]:
    """All reasons that occur, or those of one round, by section and number of rows."""
    rows = warehouse.query(
        """
        SELECT reason, section_name, action, count(*) AS row_count, description
        FROM marts.fct_repairs
        JOIN marts.dim_repair_reasons USING (reason, action)
        WHERE CAST($1 AS TEXT) IS NULL OR round_id = $1
        GROUP BY reason, section_name, action, description
        ORDER BY section_name, row_count DESC, reason
        """,
        [round_id],
    )
    return [RepairCount(*row) for row in rows]
