"""What the pipeline must not say of files that the tracker wrote and nobody touched: cut, damaged, unknown, refused.

Does not belong here: what the files say.
"""

from soak.readers.invariants import breaches, invariants_of, read_tables
from soak.tracker.marts.built import Query

#: What would be said → query for the rows of which it is said.
DOUBTS = {
    "is taken for cut or damaged": """
        SELECT file_name, end_line, truncation_evidence, damage_evidence FROM staging.rounds
        WHERE is_truncated OR truncation_evidence IS NOT NULL OR damage_evidence IS NOT NULL
            OR end_line IS DISTINCT FROM 'holds'
    """,
    "has sections that are not whole": """
        SELECT rounds.file_name, sections.section, sections.completeness
        FROM staging.round_sections AS sections INNER JOIN staging.rounds AS rounds USING (round_id)
        WHERE sections.completeness <> 'proven'
    """,
    "has rejected lines": "SELECT file_name, line_number, reason FROM staging.rejected_lines",
    "has repaired lines": "SELECT round_id, line_number FROM staging.repaired_lines",
    "has lines of no known section": "SELECT round_id, line_number FROM staging.unknown_section_lines",
    "has header keys that are not known": "SELECT round_id, key FROM staging.header_values WHERE NOT is_known",
    "was not loaded": "SELECT file_path, state, reason FROM staging.round_files WHERE state <> 'loaded'",
}


def doubts(query: Query) -> list[str]:
    """What is said all the same, and what does not hold of the marts at every moment."""
    said = [f"{doubt}: {row}" for doubt, sql in DOUBTS.items() for row in query(sql, ())[:3]]
    return said + [f"it does not hold that {name}" for name in _breaches(query)]


def _breaches(query: Query) -> list[str]:
    def execute(sql: str) -> list[tuple[object, ...]]:
        return query(sql, ())

    return breaches(execute, invariants_of(read_tables(execute)))
