"""The heatmap picture: a PNG that shows what was counted and survives whatever a map is called."""

import subprocess
import sys
from io import BytesIO

import numpy as np
import polars as pl
import pytest
from matplotlib import image

from proximity.pictures import heatmap_png

KILLS = {"grid_x": pl.Int64, "grid_y": pl.Int64, "axis_kills": pl.Int64, "allies_kills": pl.Int64}
MOVEMENT = {"grid_x": pl.Int64, "grid_y": pl.Int64, "traversal": pl.Int64, "combat": pl.Int64}


def kills(*rows: tuple[int, int, int, int]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=KILLS, orient="row")


def movement(*rows: tuple[int, int, int, int]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=MOVEMENT, orient="row")


def pixels(png: bytes) -> np.ndarray:
    """Height × width × (red, green, blue), 0 to 1."""
    return image.imread(BytesIO(png), format="png")[:, :, :3]


def reddish(png: bytes) -> int:
    """Number of pixels in the colours of Axis: much more red than blue."""
    shown = pixels(png)
    return int((shown[:, :, 0] - shown[:, :, 2] > 0.25).sum())


SQUARE = [(x, y, x + y, 2) for x in range(8) for y in range(8)]


def test_the_picture_is_a_png_of_a_size_that_fits_a_screen() -> None:
    png = heatmap_png("supply", "3 rounds", kills(*SQUARE), movement(*SQUARE))
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    height, width, _ = pixels(png).shape
    assert 900 < width < 1700
    assert 900 < height < 1700
    assert len(png) < 400_000


def test_more_cells_with_kills_of_axis_colour_more_of_the_picture() -> None:
    corners = [(0, 0, 100, 1), (7, 7, 0, 1)]
    none = heatmap_png("supply", "", kills(*corners), movement())
    one = heatmap_png("supply", "", kills(*corners, (3, 3, 25, 0)), movement())
    four = heatmap_png("supply", "", kills(*corners, *[(x, y, 25, 0) for x in (3, 4) for y in (3, 4)]), movement())
    # The colour scale beside the panel is red too, so the differences are compared.
    cell = reddish(one) - reddish(none)
    assert cell > 1000
    assert (reddish(four) - reddish(none)) / cell == pytest.approx(4, rel=0.1)


def test_a_wide_map_gives_a_wide_picture_and_a_tall_map_a_tall_one() -> None:
    wide = pixels(heatmap_png("m", "", kills(*[(x, 0, 1, 1) for x in range(30)], (0, 9, 1, 1)), movement()))
    tall = pixels(heatmap_png("m", "", kills(*[(0, y, 1, 1) for y in range(30)], (9, 0, 1, 1)), movement()))
    assert wide.shape[1] > wide.shape[0]
    assert tall.shape[0] > tall.shape[1]


def test_the_same_frames_give_the_same_bytes() -> None:
    once, again = (heatmap_png("supply", "3 rounds", kills(*SQUARE), movement(*SQUARE)) for _ in range(2))
    assert once == again


@pytest.mark.parametrize(
    ("killed", "moved"),
    [
        ([], []),
        ([(0, 0, 1, 0)], []),
        ([], [(5, -5, 1, 0)]),
        ([(0, 0, 0, 0)], [(0, 0, 0, 0)]),
        ([(0, 0, 2**62, 1)], [(0, 0, 2**62, 1)]),
        ([(10**17, -(10**17), 1, 1)], [(0, 0, 1, 1)]),
        ([(-128, -128, 1, 1), (127, 127, 1, 1)], []),
    ],
    ids=["nothing", "one kill", "one point", "zeros", "immense counts", "cell beyond the world", "whole world"],
)
def test_few_or_strange_cells_still_give_a_picture(killed: list, moved: list) -> None:
    shown = pixels(heatmap_png("supply", "1 round", kills(*killed), movement(*moved)))
    assert 400 < min(shown.shape[:2]) <= max(shown.shape[:2]) < 2000


@pytest.mark.parametrize(
    "name",
    ["$", "$\\frac{1}{$", "a$b_c^d$", "", "x" * 500, "two\nlines\0", "../../etc", "地図🗺", "^1colour", "\ud800"],
)
@pytest.mark.filterwarnings("error")
def test_a_map_may_be_called_anything(name: str) -> None:
    shown = pixels(heatmap_png(name, name, kills((0, 0, 1, 1)), movement()))
    assert max(shown.shape[:2]) < 2000


def test_drawing_leaves_the_global_state_of_matplotlib_alone() -> None:
    code = (
        "import sys, polars as pl; from proximity.pictures import heatmap_png;"
        "columns = ('grid_x', 'grid_y', 'axis_kills', 'allies_kills', 'traversal', 'combat');"
        "c = pl.DataFrame({name: [1] for name in columns});"
        "heatmap_png('m', '', c, c); sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
