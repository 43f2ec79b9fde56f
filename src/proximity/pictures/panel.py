"""One panel of a heatmap picture: cells, axes in game units, colour bar.

Does not belong here: what the panels of a picture are.
"""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import PowerNorm
from matplotlib.image import AxesImage
from matplotlib.ticker import MultipleLocator
from numpy.typing import NDArray

from proximity.pictures.colours import DARK_TEXT, LINE, PANEL, QUIET_TEXT, TEXT, Ramp
from proximity.pictures.grid import CELL_UNITS, Extent

Grid = NDArray[np.float64]

#: Numbers are written into the cells of maps that are no larger than this.
MOST_CELLS_WITH_NUMBERS = 12
#: An axis has no more labels than this.
MOST_TICKS = 8
#: From this part of the scale on, a cell is light enough for dark numbers.
LIGHT_FROM = 0.45


def draw_panel(axes: Axes, grid: Grid, extent: Extent, title: str, counted: str, ramp: Ramp, highest: float) -> None:
    """Draw a dense grid; NaN cells stay transparent. `highest` is the value of the lightest colour."""
    has_numbers = max(extent.columns, extent.rows) <= MOST_CELLS_WITH_NUMBERS
    # Square root: a few cells at a spawn would otherwise leave the rest of the map in the dark.
    norm = PowerNorm(gamma=0.5, vmin=0, vmax=highest, clip=True)
    image = axes.imshow(
        np.ma.masked_invalid(grid),
        cmap=ramp.colormap(),
        norm=norm,
        origin="lower",
        extent=extent.units,
        interpolation="nearest",
        zorder=0 if has_numbers else 1,  # the grid parts the cells of small maps, and lies below those of large ones
    )
    axes.set_aspect("equal")
    axes.set_title(title, color=TEXT, fontsize=13, loc="left", pad=8)
    axes.set_facecolor(PANEL)
    _style_axes(axes, extent)
    _add_scale(axes, image, counted, highest)
    if has_numbers:
        _write_numbers(axes, grid, extent, norm)


def _style_axes(axes: Axes, extent: Extent) -> None:
    cells = max(extent.columns, extent.rows)
    step = CELL_UNITS * 2 ** max(0, int(np.ceil(np.log2(cells / MOST_TICKS))))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MultipleLocator(step))
        axis.set_major_formatter("{x:.0f}")
        if cells <= 4 * MOST_TICKS:
            axis.set_minor_locator(MultipleLocator(CELL_UNITS))
    axes.tick_params(which="both", colors=QUIET_TEXT, labelsize=8, length=0, pad=7)
    axes.grid(which="both", color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    for spine in axes.spines.values():
        spine.set_color(LINE)


def _add_scale(axes: Axes, image: AxesImage, counted: str, highest: float) -> None:
    bar = axes.figure.colorbar(image, cax=axes.inset_axes((1.025, 0, 0.03, 1)))
    # Evenly spaced to the eye: the scale is a square root.
    bar.set_ticks(sorted({round(highest * (part / 4) ** 2) for part in range(5)}))
    bar.set_label(counted, color=QUIET_TEXT, fontsize=9)
    bar.ax.tick_params(colors=QUIET_TEXT, labelsize=8, length=0)
    bar.outline.set_visible(False)


def _write_numbers(axes: Axes, grid: Grid, extent: Extent, norm: PowerNorm) -> None:
    west, _, south, _ = extent.units
    for row, column in zip(*np.nonzero(~np.isnan(grid)), strict=True):
        value = float(grid[row, column])
        axes.text(
            west + (column + 0.5) * CELL_UNITS,
            south + (row + 0.5) * CELL_UNITS,
            _short(value),
            color=DARK_TEXT if norm(value) > LIGHT_FROM else TEXT,
            fontsize=8,
            ha="center",
            va="center",
        )


def _short(value: float) -> str:
    """At most five letters: 7, 410, 5.7k, 38k, 2M."""
    for factor, letter in ((1e6, "M"), (1e3, "k")):
        if value >= factor:
            return f"{value / factor:.{1 if value < 10 * factor else 0}f}{letter}"
    return f"{value:.0f}"
