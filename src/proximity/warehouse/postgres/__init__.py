"""PostgreSQL 15 or newer: a server, many readers, one loader.

Does not belong here: anything that DuckDB understands as well.
"""

from proximity.warehouse.postgres.opening import open_postgres
from proximity.warehouse.postgres.warehouse import PostgresWarehouse

__all__ = ["PostgresWarehouse", "open_postgres"]
