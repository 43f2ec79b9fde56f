"""Which loaded rounds have to be read again after an upgrade: those whose files hold, or may hold, what is new.

What an older version could not read is null in its rounds, or kept as text beside them; that text is the evidence.
Where a file says nothing of what is new, null is the truth, and the round stays as it is.
Does not belong here: adding tables and columns (`proximity.warehouse.schema`), reading again.
"""

import re
from collections.abc import Iterator, Sequence

import polars as pl

from proximity.format import HEADER_KEYS, TABLES
from proximity.staging import STAGING_TABLES
from proximity.warehouse import Warehouse
from proximity.warehouse.schema import Addition

OUTDATED = "outdated_rounds"
#: The tables that are not filled from the content of a round file.
NOT_OF_CONTENT = frozenset({"round_files", OUTDATED})

ALL_ROUNDS = "SELECT round_id FROM staging.rounds"
WITH_HEADER_KEY = "SELECT DISTINCT round_id FROM staging.header_values WHERE key = $1"
WITH_SECTION = "SELECT DISTINCT round_id FROM staging.round_sections WHERE section = $1 AND line_count > 0"
WITH_TEXT_LEFT_OVER = """
    SELECT round_id FROM staging.rescued_fields WHERE section = $1
    UNION
    SELECT round_id FROM staging.rejected_lines WHERE section = $1
"""
COLUMN_LINES = "SELECT round_id, column_line FROM staging.round_sections WHERE section = $1 AND column_line IS NOT NULL"
CONTENTS = "SELECT rounds.sha256 FROM staging.rounds JOIN staging.outdated_rounds USING (round_id)"


def mark_outdated(warehouse: Warehouse, additions: Sequence[Addition]) -> None:
    """Remember the rounds that have to be read again because of these additions; the caller holds the transaction."""
    known = {round_id for (round_id,) in warehouse.query(f"SELECT round_id FROM staging.{OUTDATED}")}
    reasons = {
        round_id: str(addition)
        for addition in additions
        for round_id in _rounds_to_read_for(warehouse, addition)
        if round_id not in known
    }
    rows = {"round_id": list(reasons), "reason": list(reasons.values())}
    warehouse.insert(OUTDATED, pl.DataFrame(rows, schema=STAGING_TABLES[OUTDATED].polars_schema))


def outdated_contents(warehouse: Warehouse) -> set[str]:
    """SHA-256 of what is loaded of the rounds that have to be read again."""
    return {sha256 for (sha256,) in warehouse.query(CONTENTS)}


def _rounds_to_read_for(warehouse: Warehouse, addition: Addition) -> Iterator[str]:
    if addition.table in NOT_OF_CONTENT:
        return
    if addition.table == "rounds" and addition.column in HEADER_KEYS:
        yield from _ids(warehouse, WITH_HEADER_KEY, addition.column)
    elif addition.table not in TABLES:
        # It is derived of the whole file, and there is no telling without reading it.
        yield from _ids(warehouse, ALL_ROUNDS)
    elif not addition.column:
        yield from _ids(warehouse, WITH_SECTION, TABLES[addition.table].section)
    else:
        yield from _ids(warehouse, WITH_TEXT_LEFT_OVER, TABLES[addition.table].section)
        yield from _rounds_that_name(warehouse, addition)


def _rounds_that_name(warehouse: Warehouse, addition: Addition) -> Iterator[str]:
    """Rounds whose column line has the column; those of lists have no line that names them."""
    table = TABLES[addition.table]
    if table.parent:
        return
    (column,) = (column for column in table.columns if column.name == addition.column)
    names = {column.name, *column.other_names}
    for round_id, line in warehouse.query(COLUMN_LINES, [table.section]):
        if names.intersection(re.findall(r"\w+", line)):
            yield round_id


def _ids(warehouse: Warehouse, query: str, *parameters: str) -> Iterator[str]:
    return (round_id for (round_id,) in warehouse.query(query, parameters))
