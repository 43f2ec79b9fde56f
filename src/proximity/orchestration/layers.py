"""Names that the whole graph uses: its layers, its owners, the pool of the warehouse.

Does not belong here: what is in a layer.
"""

from typing import Final

RAW: Final = "raw"
SAMPLES: Final = "samples"
STAGING: Final = "staging"
MARTS: Final = "marts"
PICTURES: Final = "pictures"
PUBLISHED: Final = "published"

#: Folders of the dbt project that are called otherwise as a layer; the others are layers as they are.
DBT_LAYERS: Final = {"staging": "staging_views"}
SEEDS: Final = "reference"

OWNERS: Final = ["team:proximity"]

#: DuckDB has one writer, and a writer locks out readers of other processes: whoever opens the warehouse in a run is in
#: this pool, whose limit is 1 (`config/dagster.yaml`).
WAREHOUSE_POOL: Final = "duckdb"
