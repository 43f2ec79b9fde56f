"""The raw folder: an external asset. Nobody here produces it; each load observes it.

Does not belong here: reading the files.
"""

from collections.abc import Sequence

import dagster as dg

from proximity.loading import FoundFile
from proximity.orchestration.layers import OWNERS, RAW
from proximity.settings import Settings

raw_files = dg.AssetSpec(
    ["raw", "round_files"],
    description="Round files as the game servers wrote them: one text file a round, at any depth of the raw folder.",
    group_name=RAW,
    owners=OWNERS,
    kinds={"file"},
)


def observation_of(settings: Settings, files: Sequence[FoundFile]) -> dg.AssetObservation:
    """What is worth knowing of the raw folder at a glance."""
    days = sorted(file.day for file in files if file.day)
    return dg.AssetObservation(
        raw_files.key,
        metadata={
            "folder": dg.MetadataValue.path(settings.raw_dir),
            "files": len(files),
            "megabytes": round(sum(file.byte_size or 0 for file in files) / 1e6, 1),
            "servers": ", ".join(sorted({file.server_folder for file in files})) or "none",
            "first day": days[0].isoformat() if days else "none",
            "last day": days[-1].isoformat() if days else "none",
        },
    )
