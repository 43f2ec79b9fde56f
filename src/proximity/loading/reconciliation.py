"""Proves that the staging tables hold exactly what the files say: lines = rows + rejects, for each file and section.

Belongs here: the counts, generated from the format table. Does not belong here: what to do about a difference.
"""

from dataclasses import dataclass

import duckdb

from proximity.format import ROOT_TABLES, TABLES, Table
from proximity.staging.ddl import files_view

ENGAGEMENTS, POSITIONS, TRACKS = "engagements", "engagement_positions", "player_tracks"


@dataclass(frozen=True)
class Discrepancy:
    """A count that does not add up: what was counted, in which round and section, and both numbers."""

    check: str
    round_id: str
    section: str
    expected: int
    found: int


def reconcile(connection: duckdb.DuckDBPyConnection) -> list[Discrepancy]:
    """Every count that does not add up; empty if the warehouse is sound."""
    rows = connection.execute(" UNION ALL ".join(_queries())).fetchall()
    return [Discrepancy(*row) for row in sorted(rows)]


def _queries() -> list[str]:
    return [
        *_rounds(),
        *_sections(),
        *[query for table in TABLES.values() for query in _items(table)],
        _difference(
            "lives with path points have movement",
            TABLES[TRACKS].section,
            f"SELECT round_id, count(*) AS n FROM staging.{TRACKS} WHERE samples > 0 GROUP BY ALL",
            "SELECT round_id, count(*) AS n FROM staging.life_movement GROUP BY ALL",
        ),
        _difference(
            f"rows of {POSITIONS}",
            TABLES[ENGAGEMENTS].section,
            "SELECT round_id, sum(position_count)::BIGINT AS n FROM staging.engagement_movement GROUP BY ALL",
            _rows_of_list(TABLES[POSITIONS]),
        ),
        _without_line("engagement_movement", TABLES[ENGAGEMENTS]),
    ]


def _rounds() -> list[str]:
    """Ledger, rounds and sections speak of the same rounds."""
    return [
        _difference(
            "contents loaded according to the ledger",
            "",
            "SELECT round_id, count(*) AS n FROM staging.round_files WHERE state = 'loaded' GROUP BY ALL",
            "SELECT rounds.round_id, count(*) AS n FROM staging.rounds AS rounds JOIN staging.round_files AS files"
            " ON files.sha256 = rounds.sha256 AND files.state = 'loaded' GROUP BY ALL",
        ),
        _difference(
            "rounds in the ledger",
            "",
            "SELECT DISTINCT round_id, 1 AS n FROM staging.round_files WHERE state = 'loaded'",
            "SELECT round_id, count(*) AS n FROM staging.rounds GROUP BY ALL",
        ),
        _difference(
            "sections of the round",
            "",
            "SELECT round_id, section_count AS n FROM staging.rounds",
            "SELECT round_id, count(*) AS n FROM staging.round_sections GROUP BY ALL",
        ),
    ]


def _sections() -> list[str]:
    sections = "SELECT round_id, section, {n} AS n FROM staging.round_sections WHERE {condition}"
    counted = "SELECT round_id, section, count(*) AS n FROM staging.{table} WHERE section <> '' GROUP BY ALL"
    return [
        _difference(
            "lines = rows + rejects",
            None,
            sections.format(n="line_count", condition="is_known"),
            sections.format(n="row_count + reject_count", condition="is_known"),
        ),
        *[
            _difference(
                f"rows of {table.name}",
                section,
                f"SELECT round_id, row_count AS n FROM staging.round_sections WHERE section = '{section}'",
                f"SELECT round_id, count(*) AS n FROM staging.{table.name} GROUP BY ALL",
            )
            for section, table in ROOT_TABLES.items()
        ],
        _difference(
            "rejected lines",
            None,
            sections.format(n="reject_count", condition="TRUE"),
            counted.format(table="rejected_lines"),
        ),
        _difference(
            "lines of unknown sections",
            None,
            sections.format(n="line_count - reject_count", condition="NOT is_known"),
            counted.format(table="unknown_section_lines"),
        ),
    ]


def _items(table: Table) -> list[str]:
    """The lists of a table: as many items as the file states, and none without its line."""
    stated = [
        _difference(
            f"rows of {table.children[column.counts].name}",
            table.section,
            f"SELECT round_id, sum({column.name})::BIGINT AS n FROM staging.{table.name} GROUP BY ALL",
            _rows_of_list(table.children[column.counts]),
        )
        for column in table.columns
        if column.counts
    ]
    orphans = [_without_line(child.name, table) for child in table.children.values() if child.storage == "warehouse"]
    return [*stated, *orphans]


def _without_line(child: str, table: Table) -> str:
    return f"""
        SELECT 'rows of {child} without their line', round_id, '{table.section}', 0, count(*)
        FROM staging.{child} ANTI JOIN staging.{table.name} USING (round_id, line_number) GROUP BY ALL
    """


def _rows_of_list(child: Table) -> str:
    # Parquet files know their number of rows; counting the rows themselves takes ten times as long.
    if child.storage == "parquet":
        return f"SELECT round_id, sum(row_count)::BIGINT AS n FROM staging.{files_view(child.name)} GROUP BY ALL"
    return f"SELECT round_id, count(*) AS n FROM staging.{child.name} GROUP BY ALL"


def _difference(check: str, section: str | None, expected: str, found: str) -> str:
    """Rounds where two counts differ; both queries give `round_id`, `section` (if None is given here) and `n`."""
    keys, shown = ("round_id", f"'{section}'") if section is not None else ("round_id, section", "section")
    return f"""
        SELECT '{check}', round_id, {shown}, coalesce(e.n, 0), coalesce(f.n, 0)
        FROM ({expected}) AS e FULL JOIN ({found}) AS f USING ({keys})
        WHERE coalesce(e.n, 0) <> coalesce(f.n, 0)
    """
