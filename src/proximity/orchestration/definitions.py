"""The code location: everything that Dagster knows of this project.

Belongs here: the list of what there is. This is the rim: settings are read, and the dbt project is parsed if it
changed, when Dagster asks for the definitions, not when this module is imported.
"""

import dagster as dg

from proximity.orchestration.assets.dbt_models import dbt_models, marts_of
from proximity.orchestration.assets.heatmap_pictures import heatmap_pictures
from proximity.orchestration.assets.published_marts import published_marts
from proximity.orchestration.assets.raw_files import raw_files
from proximity.orchestration.assets.staging_tables import staging_tables_on
from proximity.orchestration.checks.heatmap_totals import heatmap_totals
from proximity.orchestration.checks.reconciliation import reconciliation
from proximity.orchestration.dbt.manifest import dbt_manifest
from proximity.orchestration.dbt.resource import dbt_resource
from proximity.orchestration.jobs import build_everything
from proximity.orchestration.sensors import raw_folder
from proximity.settings import Settings, load_settings


def definitions_of(settings: Settings) -> dg.Definitions:
    """The definitions for one set of settings."""
    tables, models = staging_tables_on(settings.target), dbt_models(dbt_manifest(settings))
    return dg.Definitions(
        assets=[raw_files, tables, models, published_marts(marts_of(models)), heatmap_pictures],
        asset_checks=[reconciliation, heatmap_totals],
        jobs=[build_everything],
        sensors=[raw_folder],
        resources={"settings": settings, "dbt": dbt_resource(settings)},
        # One process a run: starting another costs more than any step here, and DuckDB has one writer anyway.
        executor=dg.in_process_executor,
    )


@dg.definitions
def definitions() -> dg.Definitions:
    """What `workspace.yaml` leads Dagster to."""
    return definitions_of(load_settings())
