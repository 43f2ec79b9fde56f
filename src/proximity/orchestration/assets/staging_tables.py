"""The staging tables: one op loads the files of the chosen days into all of them.

Does not belong here: parsing, the ledger, transactions (`proximity.loading`), what a table is (`proximity.staging`).
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg
import polars as pl

from proximity.loading import LoadSummary, discover, load_rounds
from proximity.loading.parquet import count_rows
from proximity.loading.store import expected_files
from proximity.orchestration.assets.raw_files import observation_of, raw_files
from proximity.orchestration.layers import OWNERS, SAMPLES, STAGING, WAREHOUSE_POOL
from proximity.orchestration.metadata import SAMPLE_ROWS, frame_metadata, markdown_table, table_metadata
from proximity.orchestration.partitions import DAYS, days_in
from proximity.settings import Settings
from proximity.staging import PARQUET_TABLES, STAGING_TABLES, StagingTable
from proximity.warehouse import Warehouse, open_warehouse

#: Table that `proximity.statistics` computes → the Parquet tables that it is computed from.
DERIVED_FROM = {
    "engagement_movement": ["engagement_positions"],
    "life_movement": ["track_samples"],
    "round_pauses": ["track_samples", "engagement_positions"],
}
#: Dagster wants to hear of an asset after those that it is derived from.
TABLES = sorted(STAGING_TABLES.values(), key=lambda table: table.name in DERIVED_FROM)


def staging_key(table: str) -> dg.AssetKey:
    """The key of a staging table; dbt's sources lead to the same key."""
    return dg.AssetKey([STAGING, table])


def _spec(table: StagingTable) -> dg.AssetSpec:
    columns = [dg.TableColumn(c.name, c.sql_type.lower(), _described(c.description, c.unit)) for c in table.columns]
    return dg.AssetSpec(
        staging_key(table.name),
        deps=[staging_key(name) for name in DERIVED_FROM.get(table.name, [])] or [raw_files],
        description=f"{table.description}\n\nSection `{table.section}` of the round file."
        if table.section
        else table.description,
        group_name=SAMPLES if table.name in {*DERIVED_FROM, *PARQUET_TABLES} else STAGING,
        owners=OWNERS,
        kinds={"polars", "parquet"} if table.is_view else {"polars"},
        metadata={
            "dagster/column_schema": dg.TableSchema(columns),
            "dagster/table_name": f"{STAGING}.{table.name}",
        },
    )


def _described(description: str, unit: str) -> str:
    return f"{description.rstrip('.')} ({unit})." if unit else description


@dg.multi_asset(
    name="staging_tables",
    specs=[_spec(table) for table in TABLES],
    partitions_def=DAYS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    pool=WAREHOUSE_POOL,
)
def staging_tables(context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings]) -> Iterator[Any]:
    """Load what is new of the chosen days; what the ledger knows already is not read again."""
    files = discover(settings.raw_dir)
    yield observation_of(settings, files)
    summary = load_rounds(settings, days=days_in(context.partition_keys, files))
    context.log.info(
        f"{len(summary.loaded)} rounds loaded, {summary.files_unchanged} files known, {len(summary.refused)} refused"
    )
    with open_warehouse(settings, read_only=True) as warehouse:
        for table in TABLES:
            yield dg.MaterializeResult(
                asset_key=staging_key(table.name), metadata=_metadata(warehouse, table, summary, settings)
            )


def staging_tables_on(engine: str) -> dg.AssetsDefinition:
    """The same assets, with the engine that stores their rows among their kinds."""
    return staging_tables.map_asset_specs(
        lambda spec: spec if "parquet" in spec.kinds else spec.replace_attributes(kinds={*spec.kinds, engine})
    )


def _metadata(warehouse: Warehouse, table: StagingTable, summary: LoadSummary, settings: Settings) -> dict[str, Any]:
    is_parquet = table.name in PARQUET_TABLES
    metadata = _of_files(warehouse, table, settings) if is_parquet else table_metadata(warehouse, STAGING, table.name)
    metadata["rows loaded now"] = summary.rows.get(table.name, 0)
    if table.name == "round_files":
        metadata |= _refusals(summary)
    elif table.section and not table.is_view:
        metadata |= _rejects(warehouse, table.section)
    return metadata


def _of_files(warehouse: Warehouse, table: StagingTable, settings: Settings) -> dict[str, Any]:
    files = [settings.samples_dir / path for path in expected_files(warehouse) if path.parts[0] == table.name]
    sample = pl.read_parquet(files[0], n_rows=SAMPLE_ROWS) if files else pl.DataFrame()
    return frame_metadata(sum(map(count_rows, files)), sample)


def _rejects(warehouse: Warehouse, section: str) -> dict[str, Any]:
    query = "SELECT CAST(coalesce(sum(reject_count), 0) AS BIGINT) FROM staging.round_sections WHERE section = $1"
    ((count,),) = warehouse.query(query, [section])
    return {"rejected lines": count, "rejects are in": dg.MetadataValue.asset(staging_key("rejected_lines"))}


def _refusals(summary: LoadSummary) -> dict[str, Any]:
    rows = [(refused.path, refused.reason, refused.cure) for refused in summary.refused]
    return {
        "unchanged files": summary.files_unchanged,
        "duplicates": summary.duplicates,
        "superseded": summary.superseded,
        "refused files": dg.MetadataValue.md(markdown_table(["file", "reason", "cure"], rows)),
    }
