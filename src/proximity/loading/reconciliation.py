"""Proves that the staging tables hold exactly what the files say: lines = rows + rejects, for each file and section.

Belongs here: the counts, generated from the format table. Does not belong here: what to do about a difference.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proximity.format import ROOT_TABLES, TABLES, Table
from proximity.loading.parquet import count_rows, parquet_paths
from proximity.staging import STAGING_TABLES
from proximity.warehouse import Warehouse

ENGAGEMENTS, TRACKS = "engagements", "player_tracks"
#: Table that is kept as Parquet → the column and table that say how many rows it has.
STATED_ROWS = {
    table.children[column.counts].name: (column.name, table.name)
    for table in TABLES.values()
    for column in table.columns
    if column.counts and table.children[column.counts].storage == "parquet"
} | {"engagement_positions": ("position_count", "engagement_movement")}


@dataclass(frozen=True)
class Discrepancy:
    """A count that does not add up: what was counted, in which round and section, and both numbers."""

    check: str
    round_id: str
    section: str
    expected: int
    found: int


def reconcile(warehouse: Warehouse, samples_dir: Path, round_ids: Collection[str] | None = None) -> list[Discrepancy]:
    """Every count that does not add up, of all rounds or of these; empty if the warehouse and the files beside it are
    sound.

    Raises:
        WarehouseError: somebody is loading.
    """
    staged = _Rounds(warehouse, round_ids)
    with warehouse.without_loads():
        found = [Discrepancy(*row) for row in staged.query(" UNION ALL ".join(_queries()))]
        found += [lost for table in STATED_ROWS for lost in _files(staged, samples_dir, table)]
    return sorted(found, key=lambda one: (one.check, one.round_id, one.section))


class _Rounds:
    """The staging tables as if they held these rounds and no others; all of them if None are given."""

    def __init__(self, warehouse: Warehouse, round_ids: Collection[str] | None) -> None:
        self._warehouse = warehouse
        self._parameters = [] if round_ids is None else [list(round_ids)]
        condition = "" if round_ids is None else " WHERE round_id = any($1)"
        tables = [table.name for table in STAGING_TABLES.values() if not table.is_view]
        self._tables = ", ".join(f"{n} AS NOT MATERIALIZED (SELECT * FROM staging.{n}{condition})" for n in tables)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query on the tables, which it names without their schema."""
        return self._warehouse.query(f"WITH {self._tables} {sql}", self._parameters)


def _files(staged: _Rounds, samples_dir: Path, table: str) -> list[Discrepancy]:
    """Rows in Parquet files: their footers say how many they are."""
    (column, source), section = STATED_ROWS[table], TABLES[table].section
    stated = dict(staged.query(f"SELECT round_id, CAST(sum({column}) AS BIGINT) FROM {source} GROUP BY round_id"))
    rounds = staged.query("SELECT round_id, file_stamp, revision FROM rounds")
    found = {
        round_id: count_rows(samples_dir / parquet_paths(stamp.date(), round_id, revision)[table])
        for round_id, stamp, revision in rounds
    }
    return [
        Discrepancy(f"rows of {table}", round_id, section, stated.get(round_id, 0), found.get(round_id, 0))
        for round_id in stated.keys() | found.keys()
        if stated.get(round_id, 0) != found.get(round_id, 0)
    ]


def _queries() -> list[str]:
    return [
        *_rounds(),
        *_sections(),
        *[query for table in TABLES.values() for query in _items(table)],
        _difference(
            "lives with path points have movement",
            TABLES[TRACKS].section,
            f"SELECT round_id, count(*) AS n FROM {TRACKS} WHERE samples > 0 GROUP BY round_id",
            "SELECT round_id, count(*) AS n FROM life_movement GROUP BY round_id",
        ),
        _without_line("engagement_movement", TABLES[ENGAGEMENTS]),
    ]


def _rounds() -> list[str]:
    """Ledger, rounds and sections speak of the same rounds."""
    return [
        _difference(
            "contents loaded according to the ledger",
            "",
            "SELECT round_id, count(*) AS n FROM round_files WHERE state = 'loaded' GROUP BY round_id",
            "SELECT rounds.round_id, count(*) AS n FROM rounds JOIN round_files AS files"
            " ON files.sha256 = rounds.sha256 AND files.state = 'loaded' GROUP BY rounds.round_id",
        ),
        _difference(
            "rounds in the ledger",
            "",
            "SELECT DISTINCT round_id, 1 AS n FROM round_files WHERE state = 'loaded'",
            "SELECT round_id, count(*) AS n FROM rounds GROUP BY round_id",
        ),
        _difference(
            "sections of the round",
            "",
            "SELECT round_id, section_count AS n FROM rounds",
            "SELECT round_id, count(*) AS n FROM round_sections GROUP BY round_id",
        ),
    ]


def _sections() -> list[str]:
    sections = "SELECT round_id, section, {n} AS n FROM round_sections WHERE {condition}"
    counted = "SELECT round_id, section, count(*) AS n FROM {table} WHERE section <> '' GROUP BY round_id, section"
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
                f"SELECT round_id, row_count AS n FROM round_sections WHERE section = '{section}'",
                f"SELECT round_id, count(*) AS n FROM {table.name} GROUP BY round_id",
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
            f"SELECT round_id, CAST(sum({column.name}) AS BIGINT) AS n FROM {table.name} GROUP BY round_id",
            f"SELECT round_id, count(*) AS n FROM {table.children[column.counts].name} GROUP BY round_id",
        )
        for column in table.columns
        if column.counts and table.children[column.counts].storage == "warehouse"
    ]
    orphans = [_without_line(child.name, table) for child in table.children.values() if child.storage == "warehouse"]
    return [*stated, *orphans]


def _without_line(child: str, table: Table) -> str:
    return f"""
        SELECT 'rows of {child} without their line', items.round_id, '{table.section}', 0, count(*)
        FROM {child} AS items
        WHERE NOT EXISTS (
            SELECT 1 FROM {table.name} AS lines
            WHERE lines.round_id = items.round_id AND lines.line_number = items.line_number
        )
        GROUP BY items.round_id
    """


def _difference(check: str, section: str | None, expected: str, found: str) -> str:
    """Rounds where two counts differ; both queries give `round_id`, `section` (if None is given here) and `n`."""
    keys, shown = ("round_id", f"'{section}'") if section is not None else ("round_id, section", "section")
    return f"""
        SELECT '{check}', round_id, {shown}, coalesce(e.n, 0), coalesce(f.n, 0)
        FROM ({expected}) AS e FULL JOIN ({found}) AS f USING ({keys})
        WHERE coalesce(e.n, 0) <> coalesce(f.n, 0)
    """
