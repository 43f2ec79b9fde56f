"""The proof that staging holds exactly what the files say, one check a table; a failure stops everything downstream.

Does not belong here: the counts themselves.
"""

import re
from collections.abc import Iterator, Sequence

import dagster as dg

from proximity.format import TABLES
from proximity.loading import Discrepancy, reconcile
from proximity.orchestration.assets.staging_tables import staging_key
from proximity.orchestration.layers import WAREHOUSE_POOL
from proximity.orchestration.metadata import markdown_table
from proximity.settings import Settings
from proximity.warehouse import open_warehouse

CHECK_NAME = "holds_what_the_files_say"

#: Counts of the reconciliation whose name does not tell the table that they are about.
TABLE_OF_COUNT = {
    "rejected lines": "rejected_lines",
    "lines of unknown sections": "unknown_section_lines",
    "lives with path points have movement": "life_movement",
    "rows of engagement_movement without their line": "engagement_movement",
    "contents loaded according to the ledger": "round_files",
    "rounds in the ledger": "round_files",
    "lines = rows + rejects": "round_sections",
    "sections of the round": "round_sections",
}
#: Where a count is shown that is about none of the other tables.
CATCH_ALL = "round_sections"
CHECKED_TABLES = tuple(dict.fromkeys([*TABLES, *TABLE_OF_COUNT.values()]))


def table_of(discrepancy: Discrepancy) -> str:
    """The staging table that a discrepancy is about; never a table without a check."""
    named = re.match(r"rows of (\w+)", discrepancy.check)
    table = named[1] if named else TABLE_OF_COUNT.get(discrepancy.check, CATCH_ALL)
    return table if table in CHECKED_TABLES else CATCH_ALL


@dg.multi_asset_check(
    name="reconciliation",
    specs=[
        dg.AssetCheckSpec(
            CHECK_NAME,
            asset=staging_key(table),
            description="Lines of the files = rows + rejects, for every round and section.",
            blocking=True,
        )
        for table in CHECKED_TABLES
    ],
    can_subset=True,
    pool=WAREHOUSE_POOL,
)
def reconciliation(
    context: dg.AssetCheckExecutionContext, settings: dg.ResourceParam[Settings]
) -> Iterator[dg.AssetCheckResult]:
    """Count once, report for each selected table."""
    with open_warehouse(settings, read_only=True) as warehouse:
        discrepancies = reconcile(warehouse, settings.samples_dir)
    for key in sorted(context.selected_asset_check_keys):
        wrong = [found for found in discrepancies if staging_key(table_of(found)) == key.asset_key]
        yield dg.AssetCheckResult(
            asset_key=key.asset_key,
            check_name=key.name,
            passed=not wrong,
            severity=dg.AssetCheckSeverity.ERROR,
            description=f"{len(wrong)} counts do not add up" if wrong else "every count adds up",
            metadata={"discrepancies": dg.MetadataValue.md(_table(wrong))},
        )


def _table(discrepancies: Sequence[Discrepancy]) -> str:
    rows = [(d.check, d.round_id, d.section, d.expected, d.found) for d in discrepancies]
    return markdown_table(["count", "round", "section", "expected", "found"], rows)
