"""Frames as the staging tables want them: no value changes on its way in.

Does not belong here: inserting.
"""

from collections.abc import Mapping

import polars as pl
import polars.selectors as cs

PolarsType = pl.DataType | type[pl.DataType]

NUL = "\0"
#: PostgreSQL cannot hold the character NUL in a text, so on every engine its picture stands for it.
PICTURE_OF_NUL = "\N{SYMBOL FOR NULL}"


def exactly(frame: pl.DataFrame, schema: Mapping[str, PolarsType]) -> pl.DataFrame:
    """The columns of `schema`, in its order. Types may be widened and nothing else: a frame that fits needs no cast on
    its way into a table, where drivers would store the bits of one type as another without a word.

    Raises:
        polars.exceptions.SchemaError: a column is missing, or its type does not fit.
    """
    exact = frame.match_to_schema(dict(schema), extra_columns="ignore", integer_cast="upcast", float_cast="upcast")
    # Looking for it, in all texts at once, is quicker than replacing nothing.
    found = exact.select(cs.string().str.contains(NUL, literal=True).any())
    hit = [column.name for column in found if column.any()]
    return exact.with_columns(pl.col(hit).str.replace_all(NUL, PICTURE_OF_NUL, literal=True)) if hit else exact
