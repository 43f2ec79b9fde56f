"""Says which lines have list items that cannot be read, and why.

Does not belong here: reading them.
"""

import polars as pl

from proximity.format import Table
from proximity.parsing.casting import is_unreadable_item, unreadable_item_reason
from proximity.parsing.csv_items import PADDED, SURPLUS, may_hold_padded_numbers, read_numbers_as_text

LINE_KEYS = ("file_index", "line_number")
#: Lists of items without a time are lists of players or weapons, of which an engine knows 64 at a time.
MOST_PLAYERS_OR_WEAPONS = 1000


def no_problems() -> pl.DataFrame:
    """Line keys and reason of no line."""
    return pl.DataFrame(schema={"file_index": pl.UInt32, "line_number": pl.Int64, "reason": pl.String})


def squeezed_lists(table: Table, parents: pl.DataFrame) -> pl.DataFrame:
    """Line keys and reason of lists with more items than can be: they would become far more memory than text.

    Takes no look at the text, so that healthy lists pay nothing.
    """
    needed = sum(not column.is_nullable for column in table.columns)
    shortest = max(1, needed + len(table.columns) * bool(table.field_separator))
    is_squeezed = pl.col("items") * shortest > pl.col("text").str.len_bytes() + 1
    is_unlimited = "time" in {column.name for column in table.columns}
    has_too_many = pl.lit(value=False) if is_unlimited else pl.col("items") > MOST_PLAYERS_OR_WEAPONS
    reason = (
        pl.when(is_squeezed)
        .then(pl.lit(f"item_field_count:{table.source_column}"))
        .when(has_too_many)
        .then(pl.lit(f"too_many_items:{table.source_column}"))
    )
    return parents.select(*LINE_KEYS, reason=reason).drop_nulls("reason")


def miscounted_lists(table: Table, parents: pl.DataFrame) -> pl.DataFrame:
    """Line keys and reason of lists that have too many or too few fields for their items."""
    if not table.field_separator:
        return no_problems()
    found = pl.col("text").str.count_matches(table.field_separator, literal=True)
    wrong = parents.filter(found != pl.col("items") * (len(table.columns) - 1))
    return wrong.select(*LINE_KEYS, reason=pl.lit(f"item_field_count:{table.source_column}"))


def problems_of_items(table: Table, items: pl.DataFrame, parents: pl.DataFrame, blob: bytes) -> pl.DataFrame:
    """Line keys and reason of every line with an item that cannot be read.

    `items` are those of the lenient reader with their line keys, `parents` the lists' texts and numbers of items.
    """
    problems = [no_problems()]
    is_bad = pl.any_horizontal(pl.col(SURPLUS).is_not_null(), *[is_unreadable_item(column) for column in table.columns])
    bad = items.filter(is_bad)
    if bad.height:
        reason = unreadable_item_reason(table.columns, table.source_column)
        long = pl.when(pl.col(SURPLUS).is_not_null()).then(pl.lit(f"item_field_count:{table.source_column}"))
        problems.append(bad.select(*LINE_KEYS, reason=pl.coalesce(long, reason)))
    if b"\r" in blob:
        edge = parents.filter(pl.col("text").str.contains("\r(?:[,|;:]|$)"))
        problems.append(edge.select(*LINE_KEYS, reason=pl.lit(f"carriage_return:{table.source_column}")))
    if may_hold_padded_numbers(table, blob):
        problems.append(_padded(table, items, blob))
    return pl.concat(problems)


def _padded(table: Table, items: pl.DataFrame, blob: bytes) -> pl.DataFrame:
    """Lines with a number that the CSV reader read though something stands before it."""
    texts = items.select(LINE_KEYS).hstack(read_numbers_as_text(table, blob))
    reasons = [
        pl.when(pl.col(column.name).str.contains(PADDED)).then(
            pl.lit(f"{column.type.expected}_expected:{table.source_column}.{column.name}")
        )
        for column in table.columns
        if column.type.is_number or column.type.name == "flag"
    ]
    return texts.select(*LINE_KEYS, reason=pl.coalesce([*reasons, pl.lit(None, pl.String)])).drop_nulls("reason")
