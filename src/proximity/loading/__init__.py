"""Brings round files into the staging schema: find, judge, parse, store.

Belongs here: everything that touches the raw folder, the ledger, the Parquet files and the staging tables.
Does not belong here: what a line means (`parsing`), what staging looks like (`staging`), marts (dbt), Dagster.
"""

from proximity.loading.discovery import FoundFile, RawFolderError, discover
from proximity.loading.load import load_rounds
from proximity.loading.reconciliation import Discrepancy, reconcile
from proximity.loading.summary import LoadSummary, RefusedFile

__all__ = [
    "Discrepancy",
    "FoundFile",
    "LoadSummary",
    "RawFolderError",
    "RefusedFile",
    "discover",
    "load_rounds",
    "reconcile",
]
