"""Says which lines have list items that cannot be read, and why.

Does not belong here: reading them.
"""

import numpy as np
import polars as pl

from proximity.format import Table
from proximity.parsing.casting import is_unreadable_item, unreadable_item_reason
from proximity.parsing.csv_items import SURPLUS

LINE_KEYS = ("file_index", "line_number")


def no_problems() -> pl.DataFrame:
    """Line keys and reason of no line."""
    return pl.DataFrame(schema={"file_index": pl.UInt32, "line_number": pl.Int64, "reason": pl.String})


def problems_of_items(table: Table, items: pl.DataFrame, parents: pl.DataFrame, blob: bytes) -> pl.DataFrame:
    """Line keys and reason of every line with an item that cannot be read.

    `items` are those of the lenient reader with their line keys, `parents` the lists' texts and numbers of items.
    """
    problems = [no_problems()]
    is_bad = pl.any_horizontal(pl.col(SURPLUS).is_not_null(), *[is_unreadable_item(column) for column in table.columns])
    bad = items.filter(is_bad)
    # Items are exact if none is short (last field not null), none is long, and the separators add up.
    if bad.height or not _separators_add_up(table, items.height, blob):
        problems.append(_miscounted(table, parents))
    if bad.height:
        reason = unreadable_item_reason(table.columns, table.source_column)
        long = pl.when(pl.col(SURPLUS).is_not_null()).then(pl.lit(f"item_field_count:{table.source_column}"))
        problems.append(bad.select(*LINE_KEYS, reason=pl.coalesce(long, reason)))
    if b"\r" in blob:
        edge = parents.filter(pl.col("text").str.contains("\r(?:[,|;:]|$)"))
        problems.append(edge.select(*LINE_KEYS, reason=pl.lit(f"carriage_return:{table.source_column}")))
    return pl.concat(problems)


def _separators_add_up(table: Table, item_count: int, blob: bytes) -> bool:
    if not table.field_separator:
        return True
    found = np.count_nonzero(np.frombuffer(blob, dtype=np.uint8) == ord(table.field_separator))
    return int(found) == item_count * (len(table.columns) - 1)


def _miscounted(table: Table, parents: pl.DataFrame) -> pl.DataFrame:
    if not table.field_separator:
        return no_problems()
    found = pl.col("text").str.count_matches(table.field_separator, literal=True)
    wrong = parents.filter(found != pl.col("items") * (len(table.columns) - 1))
    return wrong.select(*LINE_KEYS, reason=pl.lit(f"item_field_count:{table.source_column}"))
