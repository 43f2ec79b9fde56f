"""DuckDB: one file, one writer, no server.

Does not belong here: anything that PostgreSQL understands as well.
"""

from proximity.warehouse.duckdb.opening import open_duckdb
from proximity.warehouse.duckdb.warehouse import DuckDbWarehouse

__all__ = ["DuckDbWarehouse", "open_duckdb"]
