"""The heatmap marts sum to exactly what the files' own sections say.

Does not belong here: the marts.
"""

from collections.abc import Iterator

import dagster as dg

from proximity.orchestration.assets.staging_tables import staging_key
from proximity.orchestration.layers import WAREHOUSE_POOL
from proximity.orchestration.metadata import markdown_table
from proximity.settings import Settings
from proximity.warehouse import Warehouse, open_warehouse

CHECK_NAME = "totals_equal_the_files"

#: Mart → the staging table that it sums, and the columns.
HEATMAPS = {
    "agg_kill_heatmap": ("kill_heatmap", ("axis_kills", "allies_kills")),
    "agg_movement_heatmap": ("movement_heatmap", ("traversal", "combat", "escape")),
}


@dg.multi_asset_check(
    name="heatmap_totals",
    specs=[
        dg.AssetCheckSpec(
            CHECK_NAME,
            asset=["marts", mart],
            additional_deps=[staging_key(table)],
            description=f"Every column sums to the same as in the {table} sections of all loaded files.",
            blocking=True,
        )
        for mart, (table, _) in HEATMAPS.items()
    ],
    can_subset=True,
    pool=WAREHOUSE_POOL,
)
def heatmap_totals(
    context: dg.AssetCheckExecutionContext, settings: dg.ResourceParam[Settings]
) -> Iterator[dg.AssetCheckResult]:
    """Compare the sums of each selected mart."""
    with open_warehouse(settings, read_only=True) as warehouse:
        for key in sorted(context.selected_asset_check_keys):
            totals = _totals(warehouse, key.asset_key.path[-1])
            yield dg.AssetCheckResult(
                asset_key=key.asset_key,
                check_name=key.name,
                passed=all(in_files == in_mart for _, in_files, in_mart in totals),
                severity=dg.AssetCheckSeverity.ERROR,
                metadata={
                    "totals": dg.MetadataValue.md(markdown_table(["column", "in the files", "in the mart"], totals))
                },
            )


def _totals(warehouse: Warehouse, mart: str) -> list[tuple[str, int, int]]:
    table, columns = HEATMAPS[mart]
    sums = ", ".join(f"CAST(coalesce(sum({column}), 0) AS BIGINT)" for column in columns)
    (in_files,) = warehouse.query(f"SELECT {sums} FROM staging.{table}")
    (in_mart,) = warehouse.query(f"SELECT {sums} FROM marts.{mart}")
    return list(zip(columns, in_files, in_mart, strict=True))
