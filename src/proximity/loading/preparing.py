"""Makes a warehouse and the files beside it ready for a load: new, or brought up to date from an older version.

Each step can be repeated, so that one that died is done by the next load. Does not belong here: the steps.
"""

from collections.abc import Sequence
from pathlib import Path

from proximity.loading.former import adopt_former_layout
from proximity.loading.outdated import mark_outdated
from proximity.loading.parquet import missing_columns, widen_files, write_missing_files
from proximity.loading.store import expected_files
from proximity.staging import PARQUET_TABLES
from proximity.warehouse import Warehouse
from proximity.warehouse.schema import Addition, prepare_staging


def prepare(warehouse: Warehouse, samples_dir: Path) -> None:
    """Create or upgrade the staging schema and the Parquet files.

    Raises:
        WarehouseError: a newer version wrote the warehouse, or a file beside it cannot be read or written.
    """
    with warehouse.transaction():
        added = [*prepare_staging(warehouse), *missing_columns(samples_dir)]
        adopt_former_layout(warehouse, samples_dir)
        mark_outdated(warehouse, added)
        # Rounds of an older version have no file of a table that is new: not lost, but empty.
        write_missing_files(samples_dir, _files_of_new_tables(warehouse, added))
    widen_files(samples_dir)
    warehouse.show_parquet(samples_dir)


def _files_of_new_tables(warehouse: Warehouse, added: Sequence[Addition]) -> list[Path]:
    new = {addition.table for addition in added if addition.table in PARQUET_TABLES and not addition.column}
    return [path for path in expected_files(warehouse) if path.parts[0] in new] if new else []
