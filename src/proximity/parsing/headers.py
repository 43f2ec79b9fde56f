"""Reads the `# key=value` lines above the first section (format document, section 4.1).

Does not belong here: what a value means for the round.
"""

import polars as pl

from proximity.format import HEADER_KEYS
from proximity.parsing.casting import as_number
from proximity.parsing.lines import HEADER

# Split at the first "=": values may contain more of them.
HEADER_LINE = r"^# ?([^= ][^=]*)=(.*)$"


def read_headers(lines: pl.DataFrame) -> pl.DataFrame:
    """Every header key as written: `file_index`, `line_number`, `key`, `value`, `is_known`."""
    above = _lines_above(lines)
    parts = pl.col("line").str.extract_groups(HEADER_LINE).struct.rename_fields(["key", "value"])
    keys = above.select("file_index", "line_number", parts).unnest("line").drop_nulls("key")
    return keys.with_columns(is_known=pl.col("key").is_in(list(HEADER_KEYS)))


def header_table(headers: pl.DataFrame) -> pl.DataFrame:
    """One row a file with one typed column a known key; absent and unreadable values are null.

    Of a key that is written twice the last value counts.
    """
    known = headers.filter("is_known").unique(["file_index", "key"], keep="last", maintain_order=True)
    per_key = [
        pl.col("value").filter(pl.col("key") == key.name).first().alias(key.name) for key in HEADER_KEYS.values()
    ]
    wide = known.group_by("file_index", maintain_order=True).agg(per_key)
    return wide.select("file_index", *(_typed(key.name) for key in HEADER_KEYS.values()))


def unreadable_headers(headers: pl.DataFrame) -> pl.DataFrame:
    """Known keys whose value is not of their type: `file_index`, `line_number`, `reason`."""
    reasons = [
        pl.when((pl.col("key") == key.name) & _is_bad(key.name)).then(
            pl.lit(f"{key.type.expected}_expected:{key.name}")
        )
        for key in HEADER_KEYS.values()
        if key.type.is_number or key.type.allowed
    ]
    return headers.select("file_index", "line_number", reason=pl.coalesce(reasons)).drop_nulls("reason")


def keyless_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """Lines above the first section without a key, of which one may be lost: `file_index`, `line_number`, `reason`."""
    keyless = _lines_above(lines).filter(~pl.col("line").str.contains(HEADER_LINE))
    return keyless.select("file_index", "line_number", reason=pl.lit("key_expected"))


def _lines_above(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.filter("is_comment", pl.col("section") == HEADER, pl.col("line_number") > 1)


def _typed(key: str) -> pl.Expr:
    value_type, text = HEADER_KEYS[key].type, pl.col(key)
    if value_type.allowed:
        return pl.when(text.is_in(value_type.allowed)).then(text == "1").alias(key)
    if value_type.is_number:
        return as_number(value_type, text)
    return pl.when(text != "").then(text).alias(key)


def _is_bad(key: str) -> pl.Expr:
    value_type, text = HEADER_KEYS[key].type, pl.col("value")
    if value_type.allowed:
        return ~text.is_in(value_type.allowed)
    return as_number(value_type, text).is_null()
