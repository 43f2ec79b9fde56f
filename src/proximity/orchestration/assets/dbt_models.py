"""The dbt project as assets: staging views, intermediate models, seeds and marts, with their tests as checks.

Without partitions: the models find the rounds that changed by state.
Does not belong here: SQL; how nodes are named and grouped (`orchestration.dbt`).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DbtCliInvocation, dbt_assets

from proximity.orchestration.dbt.resource import ProximityDbt
from proximity.orchestration.dbt.translator import Translator
from proximity.orchestration.layers import MARTS, WAREHOUSE_POOL
from proximity.orchestration.metadata import table_metadata
from proximity.settings import Settings
from proximity.warehouse import open_warehouse

#: Unit tests prove logic, not data: they belong to the test suite.
NOT_IN_A_RUN = "resource_type:unit_test"


class DbtOptions(dg.Config):
    """What a person can choose in the launchpad. `full_refresh`: build incremental models anew, which is needed when
    their columns have changed."""

    full_refresh: bool = False


def dbt_models(manifest: Path) -> dg.AssetsDefinition:
    """The assets of a parsed dbt project."""

    @dbt_assets(
        manifest=manifest,
        name="dbt_models",
        exclude=NOT_IN_A_RUN,
        dagster_dbt_translator=Translator(),
        pool=WAREHOUSE_POOL,
    )
    def models(
        context: dg.AssetExecutionContext, config: DbtOptions, dbt: ProximityDbt, settings: dg.ResourceParam[Settings]
    ) -> Iterator[Any]:
        """Build and test the selected models."""
        invocation = dbt.cli(["build", *(["--full-refresh"] if config.full_refresh else [])], context=context)
        events, failure = _all_events(invocation)
        if failure and settings.target == "postgres":
            # All of it was one transaction and is undone. What the tests have said is true all the same.
            events = [event for event in events if not isinstance(event, dg.Output)]
        with open_warehouse(settings, read_only=True) as warehouse:
            for event in events:
                table = _table_of(event, invocation)
                more = table_metadata(warehouse, *table) if table else {}
                yield event.with_metadata({**event.metadata, **more}) if more else event
        if failure:
            raise failure

    return models


def marts_of(models: dg.AssetsDefinition) -> list[dg.AssetKey]:
    """The keys of the models that readers see."""
    return [key for key in models.keys if key.path[0] == MARTS]


def _all_events(invocation: DbtCliInvocation) -> tuple[list[Any], Exception | None]:
    """What dbt reported until it ended, and why it failed if it did. While dbt runs nobody can look into its tables,
    because DuckDB has one writer; so its events wait for the end."""
    events: list[Any] = []
    try:
        # Not `list(...)`: what was reported before a failure counts.
        events.extend(invocation.stream())
    except dg.Failure as failure:
        return events, failure
    return events, None


def _table_of(event: Any, invocation: DbtCliInvocation) -> tuple[str, str] | None:
    """Schema and name of the table that an event reports as built; None for views, checks and observations."""
    if not isinstance(event, dg.Output):
        return None
    unique_id = event.metadata["unique_id"]
    node = invocation.manifest["nodes"][unique_id.value if hasattr(unique_id, "value") else unique_id]
    return None if node["config"]["materialized"] == "view" else (node["schema"], node["alias"])
