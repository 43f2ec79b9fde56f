"""The value types that the format table may use, and how each is stored.

Belongs here: one row a type. Does not belong here: casting (`proximity.parsing.casting`).
"""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class ValueType:
    """One type of the format table.

    `sql` is its name in standard SQL; `expected` names the type in reject reasons; `allowed` lists the only texts that
    a closed set may hold.
    """

    name: str
    polars: type[pl.DataType]
    sql: str
    expected: str
    allowed: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        """True for integers and decimals."""
        return self.polars.is_numeric()

    @property
    def is_decimal(self) -> bool:
        """True for floating-point types, which could be read as NaN or infinity."""
        return self.polars.is_float()


VALUE_TYPES: dict[str, ValueType] = {
    value_type.name: value_type
    for value_type in (
        ValueType("int8", pl.Int8, "TINYINT", "integer"),
        ValueType("int16", pl.Int16, "SMALLINT", "integer"),
        ValueType("int32", pl.Int32, "INTEGER", "integer"),
        ValueType("int64", pl.Int64, "BIGINT", "integer"),
        ValueType("float32", pl.Float32, "REAL", "decimal"),
        ValueType("float64", pl.Float64, "DOUBLE PRECISION", "decimal"),
        ValueType("flag", pl.Boolean, "BOOLEAN", "flag", ("0", "1")),
        ValueType("team", pl.String, "TEXT", "team", ("AXIS", "ALLIES", "SPEC")),
        ValueType("text", pl.String, "TEXT", "text"),
        ValueType("guid", pl.String, "TEXT", "guid"),
        ValueType("name", pl.String, "TEXT", "name"),
        # A list is opened into a child table; its own text is not stored.
        ValueType("list", pl.String, "TEXT", "list"),
    )
}
