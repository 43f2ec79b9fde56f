"""The engine room: one interface to the warehouse, and the two engines behind it.

Belongs here: connecting, transactions, inserting exact frames, exports, the life of the staging schema; everything that
one engine does otherwise than the other, outside of dbt macros.
Does not belong here: what rows mean, which rounds are loaded, questions to marts.
"""

from proximity.warehouse.errors import (
    BusyWarehouseError,
    InterruptedWarehouseError,
    NoWarehouseError,
    OutdatedWarehouseError,
    WarehouseError,
)
from proximity.warehouse.interface import Warehouse
from proximity.warehouse.opening import open_warehouse

__all__ = [
    "BusyWarehouseError",
    "InterruptedWarehouseError",
    "NoWarehouseError",
    "OutdatedWarehouseError",
    "Warehouse",
    "WarehouseError",
    "open_warehouse",
]
