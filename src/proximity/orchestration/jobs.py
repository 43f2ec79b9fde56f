"""The main job: whatever is new below the raw folder, through every layer.

The staging tables are loaded by day. The models behind them have no partitions: they find the rounds that changed by
state, so whichever day was loaded, they follow.
"""

import dagster as dg

build_everything = dg.define_asset_job(
    "build_everything",
    selection=dg.AssetSelection.all(),
    description="Loads the raw files of the chosen days, builds and tests the marts, draws the heatmaps.",
)
