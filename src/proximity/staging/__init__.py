"""The staging schema: the tables that the loader fills and dbt reads.

Belongs here: the section tables that follow from the format table, the bookkeeping tables beside them
(`bookkeeping.csv`), and what is generated from both: DDL, dbt sources, the format page.
Does not belong here: connections, rows, any logic about rounds.
"""

from proximity.staging.schema import PARQUET_TABLES, SCHEMA, STAGING_TABLES, StagingColumn, StagingTable

__all__ = ["PARQUET_TABLES", "SCHEMA", "STAGING_TABLES", "StagingColumn", "StagingTable"]
