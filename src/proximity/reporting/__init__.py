"""Reads the warehouse for people: totals, state, rejects, exports.

Belongs here: read-only queries on marts and the bookkeeping of staging, as small typed results.
Does not belong here: printing (`cli`), building.
"""

from proximity.reporting.export import ExportError, export_table, exportable_tables
from proximity.reporting.rejects import RejectedLine, rejected_lines
from proximity.reporting.repairs import RepairCount, repair_counts
from proximity.reporting.status import FileState, SectionRejects, Status, read_status
from proximity.reporting.totals import Totals, read_totals

__all__ = [
    "ExportError",
    "FileState",
    "RejectedLine",
    "RepairCount",
    "SectionRejects",
    "Status",
    "Totals",
    "export_table",
    "exportable_tables",
    "read_status",
    "read_totals",
    "rejected_lines",
    "repair_counts",
]
