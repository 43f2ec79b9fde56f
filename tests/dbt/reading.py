"""Questions about the marts that both engines answer alike.

Does not belong here: expectations.
"""

import polars as pl
from soak.digest import CLOCKS

from proximity.warehouse import Warehouse

#: Mart → its columns in their order → standard SQL type.
Marts = dict[str, dict[str, str]]


def read_columns(warehouse: Warehouse) -> Marts:
    """The columns of every mart, a table or a view."""
    standard = {name: sql_type for sql_type, name in warehouse.catalogue_types.items()}
    marts: Marts = {}
    for table, column, data_type in warehouse.query(
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = 'marts' ORDER BY table_name, ordinal_position"
    ):
        marts.setdefault(table, {})[column] = standard.get(data_type, data_type).upper()
    return marts


def read_rows(warehouse: Warehouse, mart: str) -> pl.DataFrame:
    """All rows of a mart, in the order of their values; without the time at which a file was loaded."""
    columns = [f'"{column}"' for column in read_columns(warehouse)[mart] if column not in CLOCKS]
    frame = warehouse.frame(f"SELECT {', '.join(columns)} FROM marts.{mart}")
    return frame.sort(frame.columns, nulls_last=True)


def digests(warehouse: Warehouse) -> dict[str, tuple[int, int]]:
    """Mart → number of rows and a hash of all of them."""
    rows = {mart: read_rows(warehouse, mart) for mart in read_columns(warehouse)}
    return {mart: (frame.height, hash(frame.hash_rows().to_numpy().tobytes())) for mart, frame in rows.items()}
