"""The file for readers: published when every mart is built and tested, so that readers keep the last good one else.

Does not belong here: publishing (`proximity.publishing`).
"""

from collections.abc import Sequence

import dagster as dg

from proximity.orchestration.layers import OWNERS, PUBLISHED, WAREHOUSE_POOL
from proximity.publishing import publish_marts
from proximity.settings import Settings


def published_marts(marts: Sequence[dg.AssetKey]) -> dg.AssetsDefinition:
    """The asset behind all of the marts."""

    @dg.asset(
        key=[PUBLISHED, "marts"],
        deps=marts,
        group_name=PUBLISHED,
        owners=OWNERS,
        kinds={"duckdb"},
        pool=WAREHOUSE_POOL,
    )
    def publication(settings: dg.ResourceParam[Settings]) -> dg.MaterializeResult[None]:
        """The marts as a read-only DuckDB file of their own, switched in one step. PostgreSQL needs none: there readers
        see a build when its transaction ends."""
        published = publish_marts(settings)
        if published is None:
            return dg.MaterializeResult(metadata={"readers": "connect to the warehouse"})
        return dg.MaterializeResult(
            metadata={
                "link": dg.MetadataValue.path(published.link),
                "file": dg.MetadataValue.path(published.path),
                "megabytes": round(published.path.stat().st_size / 1e6, 1),
                "changed tables": published.changed_tables,
            }
        )

    return publication
