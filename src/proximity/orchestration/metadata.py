"""What a materialisation shows of a table: its size and its first rows.

Does not belong here: what a table means, pictures.
"""

from collections.abc import Sequence
from typing import Any

import dagster as dg
import polars as pl

from proximity.warehouse import Warehouse

SAMPLE_ROWS = 5
SAMPLE_COLUMNS = 9
LONGEST_CELL = 32


def table_metadata(warehouse: Warehouse, schema: str, table: str) -> dict[str, Any]:
    """Row count and a sample of a table or view."""
    name = f'"{schema}"."{table}"'
    ((count,),) = warehouse.query(f"SELECT count(*) FROM {name}")
    return frame_metadata(count, warehouse.frame(f"SELECT * FROM {name} LIMIT {SAMPLE_ROWS}"))


def frame_metadata(row_count: int, sample: pl.DataFrame) -> dict[str, Any]:
    """The same of something whose row count and first rows are known."""
    shown = markdown_table(sample.columns[:SAMPLE_COLUMNS], sample.head(SAMPLE_ROWS).rows(), sample.width)
    return {"dagster/row_count": row_count, "sample": dg.MetadataValue.md(shown)}


def markdown_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], column_count: int = 0) -> str:
    """A table in Markdown. Rows are cut to the columns given; `column_count` says how many there really are."""
    lines = [_row(columns), _row(["---"] * len(columns)), *[_row(map(_cell, row[: len(columns)])) for row in rows]]
    if column_count > len(columns):
        lines += ["", f"… and {column_count - len(columns)} more columns"]
    return "\n".join(lines) if rows else "*no rows*"


def _row(cells: Any) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: Any) -> str:
    """One value as text. Names come from players, who may have chosen them to be read as markup."""
    if value is None:
        return "∅"
    text = f"{value:.6g}" if isinstance(value, float) else str(value)
    short = text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]<>#|!~$" else letter for letter in " ".join(short.split()))
