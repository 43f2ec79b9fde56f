"""The state of the warehouse: what is loaded, what was refused or rejected, how fresh it is."""

from dataclasses import dataclass
from datetime import datetime

from proximity.warehouse import Warehouse


@dataclass(frozen=True)
class FileState:
    """One entry of the ledger that did not simply load."""

    path: str
    state: str
    reason: str
    cure: str | None
    seen_at: datetime


@dataclass(frozen=True)
class SectionRejects:
    """Rejected lines of one section and reason."""

    section: str
    reason: str
    lines: int


@dataclass(frozen=True)
class Status:
    """`files`: state → number of ledger entries; `problems`: entries that were refused; instants are UTC.

    `notes`: file and what is odd about its form, though it was read.
    """

    rounds: int
    files: dict[str, int]
    problems: list[FileState]
    rejects: list[SectionRejects]
    truncated: list[tuple[str, str]]
    unknown_sections: list[tuple[str, int]]
    notes: list[tuple[str, str]]
    last_loaded_at: datetime | None
    last_round_ended_at: datetime | None


def read_status(warehouse: Warehouse) -> Status:
    """Read the bookkeeping of the staging schema."""
    with warehouse.transaction():
        ((rounds, last_loaded, last_ended),) = warehouse.query(ROUNDS)
        return Status(
            rounds=rounds,
            files=dict(warehouse.query(FILES)),
            problems=[FileState(*row) for row in warehouse.query(REFUSED)],
            rejects=[SectionRejects(*row) for row in warehouse.query(REJECTS)],
            truncated=[(path, evidence) for path, evidence in warehouse.query(TRUNCATED)],
            unknown_sections=[(section, lines) for section, lines in warehouse.query(UNKNOWN)],
            notes=[(path, note) for path, note in warehouse.query(NOTES)],
            last_loaded_at=last_loaded,
            last_round_ended_at=last_ended,
        )


ROUNDS = "SELECT count(*), max(loaded_at), to_timestamp(max(nullif(round_end_unix, 0))) FROM staging.rounds"
FILES = "SELECT state, count(*) FROM staging.round_files GROUP BY state ORDER BY state"


# Only the latest content of a path counts: a file that was copied again is no problem any more.
REFUSED = """
    SELECT file_path, state, reason, cure, seen_at
    FROM staging.round_files
    WHERE state IN ('refused', 'waiting')
        AND sequence IN (SELECT max(sequence) FROM staging.round_files GROUP BY file_path)
    ORDER BY file_path
"""
REJECTS = """
    SELECT section, reason, count(*) FROM staging.rejected_lines GROUP BY section, reason ORDER BY 3 DESC, 1, 2
"""
TRUNCATED = """
    SELECT file_path, truncation_evidence FROM staging.rounds WHERE is_truncated ORDER BY file_path
"""
UNKNOWN = """
    SELECT section, CAST(sum(line_count) AS BIGINT)
    FROM staging.round_sections
    WHERE NOT is_known
    GROUP BY section
    ORDER BY section
"""
#: Newest generation of the tracker whose layouts are known.
NEWEST_KNOWN_BANNER = 6
NOTES = f"""
    SELECT file_path, 'unknown tracker generation V' || banner_version
    FROM staging.rounds
    WHERE banner_version > {NEWEST_KNOWN_BANNER}
    UNION ALL
    SELECT file_path, 'differs from its end line: ' || damage_evidence
    FROM staging.rounds
    WHERE damage_evidence IS NOT NULL
    UNION ALL
    SELECT file_path, tracker_errors || ' errors of the tracker'
    FROM staging.rounds
    WHERE tracker_errors > 0
    UNION ALL
    SELECT file_path, 'to be read again, if it still lies there: ' || reason || ' is new'
    FROM staging.outdated_rounds JOIN staging.rounds USING (round_id)
    UNION ALL
    SELECT file_path, section || ' begins ' || heading_count || ' times'
    FROM staging.round_sections JOIN staging.rounds USING (round_id)
    WHERE heading_count > 1
    UNION ALL
    SELECT file_path, section || ': surplus columns kept as text in ' || rescued_count || ' lines'
    FROM staging.round_sections JOIN staging.rounds USING (round_id)
    WHERE rescued_count > 0
    UNION ALL
    SELECT file_path, section || ': ' || count(*) || ' lines mended (' || reason || ')'
    FROM staging.repaired_lines JOIN staging.rounds USING (round_id)
    GROUP BY file_path, section, reason
    ORDER BY 1, 2
"""
