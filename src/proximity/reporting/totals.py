"""The totals of the warehouse that stand at the end of a build."""

from dataclasses import dataclass
from datetime import datetime

from proximity.warehouse import Warehouse

QUERY = """
    WITH lines AS (
        SELECT DISTINCT action, round_id, line_number FROM marts.fct_repairs WHERE line_number IS NOT NULL
    ),
    receipts AS MATERIALIZED (
        SELECT action, count(*) AS row_count FROM lines GROUP BY action
    ),
    engagements AS MATERIALIZED (
        SELECT count(*) AS row_count, count(*) FILTER (WHERE is_clean) AS clean_count FROM marts.fct_engagements
    )
    SELECT
        (SELECT count(*) FROM marts.dim_rounds),
        (SELECT count(*) FROM marts.dim_maps),
        (SELECT count(*) FROM marts.dim_players WHERE NOT is_bot),
        (SELECT count(*) FROM marts.dim_players WHERE is_bot),
        (SELECT row_count FROM engagements),
        (SELECT clean_count FROM engagements),
        (SELECT count(*) FROM marts.fct_crossfires),
        (SELECT count(*) FROM marts.fct_escapes),
        (SELECT count(*) FROM marts.fct_lives),
        (SELECT CAST(coalesce(sum(samples), 0) AS BIGINT) FROM staging.player_tracks),
        (SELECT count(*) FROM staging.rejected_lines),
        (SELECT CAST(coalesce(sum(row_count), 0) AS BIGINT) FROM receipts WHERE action = 'repaired'),
        (SELECT CAST(coalesce(sum(row_count), 0) AS BIGINT) FROM receipts WHERE action = 'excluded'),
        (SELECT count(*) FROM staging.rounds WHERE is_truncated),
        (SELECT min(started_at) FROM marts.dim_rounds),
        (SELECT max(started_at) FROM marts.dim_rounds)
"""


@dataclass(frozen=True)
class Totals:
    """Counts over all loaded rounds; instants are UTC and None if no round states its start."""

    rounds: int
    maps: int
    people: int
    bots: int
    engagements: int
    clean_engagements: int
    crossfires: int
    escapes: int
    lives: int
    path_points: int
    rejected_lines: int
    repaired_rows: int
    excluded_rows: int
    truncated_rounds: int
    first_started_at: datetime | None
    last_started_at: datetime | None


def read_totals(warehouse: Warehouse) -> Totals:
    """Count what the marts hold."""
    (row,) = warehouse.query(QUERY)
    return Totals(*row)
