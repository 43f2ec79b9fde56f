"""The dbt source file of the staging schema, as YAML text."""

import json

from proximity.staging.schema import STAGING_TABLES, StagingColumn, StagingTable

HEAD = """\
# Generated from the format table by `make generate`; do not edit.
version: 2

sources:
  - name: staging
    schema: staging
    description: >-
      What the loader wrote: one table a section of the round file, one a list inside a section, and bookkeeping.
      Every row of a section table can be traced to a line of a file by round_id and line_number.
    tables:
"""


def dbt_sources() -> str:
    """The text of `_sources.yml`."""
    return HEAD + "".join(_table(table) for table in STAGING_TABLES.values())


def _table(table: StagingTable) -> str:
    # JSON strings are YAML strings, whatever they contain.
    lines = [
        f"      - name: {table.name}",
        f"        description: {json.dumps(table.description)}",
        "        columns:",
        *[line for column in table.columns for line in _column(column)],
    ]
    return "\n".join(lines) + "\n"


def _column(column: StagingColumn) -> list[str]:
    unit = f" ({column.unit})" if column.unit else ""
    return [
        f"          - name: {column.name}",
        f"            description: {json.dumps(column.description.rstrip('.') + unit + '.')}",
        f"            data_type: {column.sql_type.lower()}",
    ]
