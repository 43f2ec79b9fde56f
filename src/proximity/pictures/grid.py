"""Cells of a heatmap as a dense grid.

Does not belong here: colours, drawing.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

#: Edge of a cell in game units (format document, section 7.3).
CELL_UNITS = 512
#: The engine's world ends at 65,536 units; a cell beyond is damage, and would make the picture immense.
LAST_CELL = 65_536 // CELL_UNITS


@dataclass(frozen=True)
class Extent:
    """The cells that a picture shows, both ends included."""

    first_x: int
    last_x: int
    first_y: int
    last_y: int

    @property
    def columns(self) -> int:
        """Cells from west to east."""
        return self.last_x - self.first_x + 1

    @property
    def rows(self) -> int:
        """Cells from south to north."""
        return self.last_y - self.first_y + 1

    @property
    def units(self) -> tuple[int, int, int, int]:
        """West, east, south and north edge in game units."""
        west, south = self.first_x * CELL_UNITS, self.first_y * CELL_UNITS
        return west, west + self.columns * CELL_UNITS, south, south + self.rows * CELL_UNITS


def inside_world(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells (`grid_x`, `grid_y`, …) that can be on a map."""
    return cells.filter(pl.all_horizontal(pl.col("grid_x", "grid_y").is_between(-LAST_CELL, LAST_CELL - 1)))


def extent_of(*frames: pl.DataFrame) -> Extent | None:
    """The smallest extent that holds every cell of every frame; None if there is no cell."""
    cells = pl.concat([frame.select("grid_x", "grid_y") for frame in frames], how="vertical_relaxed")
    if cells.is_empty():
        return None
    low, high = cells.min().row(0), cells.max().row(0)
    return Extent(low[0], high[0], low[1], high[1])


def dense(cells: pl.DataFrame, column: str, extent: Extent) -> NDArray[np.float64]:
    """Values of a column as rows (south first) of columns (west first); NaN where nothing was counted."""
    counted = cells.filter(pl.col(column) > 0)
    grid = np.full((extent.rows, extent.columns), np.nan)
    rows = counted["grid_y"].to_numpy() - extent.first_y
    columns = counted["grid_x"].to_numpy() - extent.first_x
    grid[rows, columns] = counted[column].to_numpy()
    return grid
