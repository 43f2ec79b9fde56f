"""Lets something happen in the middle of a load.

Does not belong here: what happens.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from proximity.warehouse import Warehouse
from proximity.warehouse.postgres import PostgresWarehouse

Strike = Callable[[PostgresWarehouse], None]


@contextmanager
def struck(table: str, strike: Strike, *, times: int = 1, after: bool = False) -> Iterator[None]:
    """Meanwhile something happens when a load inserts into a table, the first time or times that it does."""
    original, left = Warehouse.insert, [None] * times

    def insert(warehouse: PostgresWarehouse, name: str, frame: Any) -> int:
        is_now = name == table and bool(left)
        if is_now and not after:
            left.pop()
            strike(warehouse)
        rows = original(warehouse, name, frame)
        if is_now and after:
            left.pop()
            strike(warehouse)
        return rows

    with patch.object(Warehouse, "insert", insert):
        yield
    assert left == []
