"""Cells as a dense grid."""

import numpy as np
import polars as pl

from proximity.pictures.grid import Extent, dense, extent_of, inside_world

CELLS = pl.DataFrame({"grid_x": [-2, 0, 1], "grid_y": [3, 3, 5], "axis_kills": [4, 0, 9]})


def test_the_extent_holds_the_cells_of_all_frames() -> None:
    other = pl.DataFrame({"grid_x": [7], "grid_y": [-1]})
    assert extent_of(CELLS, other) == Extent(-2, 7, -1, 5)


def test_without_cells_there_is_no_extent() -> None:
    assert extent_of(CELLS.clear(), CELLS.clear()) is None


def test_a_cell_reaches_512_units_to_the_north_and_east_of_its_corner() -> None:
    assert Extent(-2, 1, 3, 5).units == (-1024, 1024, 1536, 3072)


def test_counts_lie_where_their_cell_is_and_everything_else_is_nan() -> None:
    grid = dense(CELLS, "axis_kills", Extent(-2, 1, 3, 5))
    assert grid.shape == (3, 4)
    assert (grid[0, 0], grid[2, 3]) == (4, 9)
    assert np.isnan(grid).sum() == 10  # a cell that counted nothing is as empty as one that is not there


def test_cells_beyond_the_world_of_the_engine_are_left_out() -> None:
    far = pl.DataFrame({"grid_x": [0, 128, 10**15], "grid_y": [-128, 0, 0], "axis_kills": [1, 1, 1]})
    assert inside_world(far)["grid_x"].to_list() == [0]
