"""Opens the warehouse that the settings name.

Does not belong here: anything that only one engine has.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from proximity.settings import Settings
from proximity.warehouse.interface import Warehouse
from proximity.warehouse.schema import require_staging


@contextmanager
def open_warehouse(settings: Settings, *, read_only: bool = False) -> Iterator[Warehouse]:
    """A connection to the warehouse, closed at the end. Only one can be open for writing, to which it belongs alone.

    Raises:
        NoWarehouseError: it does not exist (read only).
        WarehouseError: it is in use, out of reach, or not what it should be; also for what happens in the `with` block,
            if the warehouse is the cause and not the query.
    """
    engine: AbstractContextManager[Warehouse]
    # Here, because a process that works on one engine need not load the other.
    if settings.target == "postgres":
        from proximity.warehouse.postgres import open_postgres

        engine = open_postgres(settings, read_only=read_only)
    else:
        from proximity.warehouse.duckdb import open_duckdb

        engine = open_duckdb(settings.warehouse_path, read_only=read_only)
    with engine as warehouse:
        if read_only:
            require_staging(warehouse)
        yield warehouse
