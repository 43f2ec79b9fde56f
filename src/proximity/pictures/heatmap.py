"""The heatmap picture of one map: where each side killed, where people moved, where they were hit.

Does not belong here: which map, where the frames come from, where the picture goes.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import polars as pl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from proximity.pictures.colours import ALLIES, AXIS, HITS, MOVEMENT, PAGE, QUIET_TEXT, TEXT, Ramp
from proximity.pictures.grid import CELL_UNITS, Extent, dense, extent_of, inside_world
from proximity.pictures.page import Page
from proximity.pictures.panel import draw_panel

#: The dialogue of the Dagster UI shows about 1,150 pixels: no picture is wider.
DOTS_PER_INCH = 92
LONGEST_NAME = 40


@dataclass(frozen=True)
class _Layer:
    """One panel: its title, the frame and column that it shows, what is counted, its colours."""

    title: str
    frame: str
    column: str
    counted: str
    ramp: Ramp


LAYERS = (
    _Layer("Killed by Axis", "kills", "axis_kills", "kills", AXIS),
    _Layer("Killed by Allies", "kills", "allies_kills", "kills", ALLIES),
    _Layer("On the move", "movement", "traversal", "path points", MOVEMENT),
    _Layer("Under fire", "movement", "combat", "hits taken", HITS),
)


def heatmap_png(map_name: str, subtitle: str, kills: pl.DataFrame, movement: pl.DataFrame) -> bytes:
    """A PNG of four panels on the game's own axes, north up.

    `kills`: one row a cell with `grid_x`, `grid_y`, `axis_kills`, `allies_kills`; `movement`: `grid_x`, `grid_y`,
    `traversal`, `combat`. Counts are summed over whatever the caller chose. Both may be empty. The scales of the two
    kill panels are the same.
    """
    frames = {"kills": inside_world(kills), "movement": inside_world(movement)}
    extent = extent_of(*frames.values())
    page = Page.of(extent)
    figure = Figure(figsize=(page.width, page.height), dpi=DOTS_PER_INCH, facecolor=PAGE)
    _write_title(figure, page, map_name, subtitle)
    if extent is None:
        _write_nothing(figure)
    else:
        _draw_layers(figure, page, frames, extent)
    return _png(figure)


def _draw_layers(figure: Figure, page: Page, frames: dict[str, pl.DataFrame], extent: Extent) -> None:
    grids = [dense(frames[layer.frame], layer.column, extent) for layer in LAYERS]
    most_kills = max(_highest(grid) for grid, layer in zip(grids, LAYERS, strict=True) if layer.frame == "kills")
    for place, grid, layer in zip(page.panels(), grids, LAYERS, strict=True):
        highest = most_kills if layer.frame == "kills" else _highest(grid)
        draw_panel(figure.add_axes(place), grid, extent, layer.title, layer.counted, layer.ramp, highest)


def _highest(grid: np.ndarray) -> float:
    return float(np.nanmax(grid, initial=1))


def _write_title(figure: Figure, page: Page, map_name: str, subtitle: str) -> None:
    # Names come from file names and headers: matplotlib would read `$` as the begin of a formula.
    common: dict[str, Any] = {"va": "top", "parse_math": False}
    line, below = page.from_top(0.22), page.from_top(0.72)
    figure.text(page.left, line, _printable(map_name), color=TEXT, fontsize=22, fontweight="bold", **common)
    figure.text(page.left, below, _printable(subtitle, 90), color=QUIET_TEXT, fontsize=10.5, **common)
    note = f"cells of {CELL_UNITS} × {CELL_UNITS} units"
    figure.text(page.right, below, note, color=QUIET_TEXT, fontsize=10.5, ha="right", **common)


def _write_nothing(figure: Figure) -> None:
    figure.text(0.5, 0.45, "nothing was recorded here", color=QUIET_TEXT, fontsize=14, ha="center", va="center")


def _printable(text: str, longest: int = LONGEST_NAME) -> str:
    """Text that the font has, on one line, cut to a length that fits."""
    shown = "".join(letter if letter.isprintable() and ord(letter) < 0x2200 else "?" for letter in text)
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def _png(figure: Figure) -> bytes:
    buffer = BytesIO()
    # Without the version of the software the same frames give the same bytes.
    FigureCanvasAgg(figure).print_png(buffer, metadata={"Software": None})  # type: ignore[no-untyped-call]
    return buffer.getvalue()
