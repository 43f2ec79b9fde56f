"""A picture of each map, drawn from the heatmap marts; shown in the metadata and written into the data folder.

Does not belong here: drawing (`proximity.pictures`).
"""

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl

from proximity.orchestration.layers import OWNERS, PICTURES, WAREHOUSE_POOL
from proximity.settings import Settings
from proximity.warehouse import Warehouse, open_warehouse

#: The event log keeps what it is given forever: only the maps that are played most are shown there.
MOST_SHOWN = 8


@dg.asset(
    key=["pictures", "heatmaps"],
    deps=[["marts", "agg_kill_heatmap"], ["marts", "agg_movement_heatmap"], ["marts", "dim_maps"]],
    group_name=PICTURES,
    owners=OWNERS,
    kinds={"matplotlib", "png"},
    pool=WAREHOUSE_POOL,
)
def heatmap_pictures(settings: dg.ResourceParam[Settings]) -> dg.MaterializeResult[None]:
    """One picture a map: where each side killed, where players moved, where they were hit."""
    folder = settings.data_dir / "pictures"
    with open_warehouse(settings, read_only=True) as warehouse:
        pictures = {map_name: _draw(warehouse, map_name, title) for map_name, title in _maps(warehouse)}
    paths = [_write(folder, map_name, png) for map_name, png in pictures.items()]
    for stale in set(folder.glob("*.png")) - set(paths):
        stale.unlink()
    shown = list(pictures.items())[:MOST_SHOWN]
    return dg.MaterializeResult(
        metadata={
            "maps": len(pictures),
            "folder": dg.MetadataValue.path(folder),
            **{_label(name): _inline(png) for name, png in shown},
        }
    )


def _maps(warehouse: Warehouse) -> list[tuple[str, str]]:
    """Name and subtitle of each map, the most played first."""
    rows = warehouse.query(
        "SELECT map_name, round_count, CAST(first_played_at AS DATE), CAST(last_played_at AS DATE) FROM marts.dim_maps"
        " WHERE map_name IS NOT NULL ORDER BY round_count DESC, map_name"
    )
    return [(name, _subtitle(*rest)) for name, *rest in rows]


def _subtitle(rounds: int, first: Any, last: Any) -> str:
    counted = f"{rounds} round" if rounds == 1 else f"{rounds} rounds"
    days = [f"{day.day} {day:%B %Y}" for day in (first, last) if day]
    return " · ".join([counted, " to ".join(dict.fromkeys(days))] if days else [counted])


def _draw(warehouse: Warehouse, map_name: str, subtitle: str) -> bytes:
    # Here, because matplotlib takes a second to import, and every load of the code location would wait for it.
    from proximity.pictures import heatmap_png

    return heatmap_png(
        map_name,
        subtitle,
        kills=_cells(warehouse, "agg_kill_heatmap", map_name),
        movement=_cells(warehouse, "agg_movement_heatmap", map_name),
    )


def _cells(warehouse: Warehouse, mart: str, map_name: str) -> pl.DataFrame:
    return warehouse.frame(f"SELECT * FROM marts.{mart} WHERE map_name = $1", [map_name])


def _write(folder: Path, map_name: str, png: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{_file_stem(map_name)}.png"
    path.write_bytes(png)
    return path


def _file_stem(map_name: str) -> str:
    """The map's name if it can be a file's on every system; else what can, and a hash that tells such names apart."""
    if re.fullmatch(r"[a-z0-9_][a-z0-9_-]{0,80}", map_name):
        return map_name
    safe = re.sub(r"[^a-z0-9_-]+", "_", map_name.lower())[:60]
    return f"{safe}-{hashlib.sha256(map_name.encode()).hexdigest()[:8]}"


def _label(map_name: str) -> str:
    return f"map {map_name}"


def _inline(png: bytes) -> dg.MarkdownMetadataValue:
    return dg.MetadataValue.md(f"![heatmap](data:image/png;base64,{base64.b64encode(png).decode()})")
