"""Where things lie on the page of a heatmap picture: two rows of two panels below a head.

Belongs here: inches, and the fractions of the page that matplotlib wants. Placing by hand instead of by a layout
engine draws a picture twice as fast.
Does not belong here: drawing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from proximity.pictures.grid import Extent

#: The longer edge of the cells of one panel; the shorter one follows the map, down to the shortest.
LONGEST, SHORTEST = 4.6, 2.6
#: Room around the cells of a panel: for the labels of its axes, its scale, its title.
LEFT, RIGHT, ABOVE, BELOW = 0.7, 0.85, 0.5, 0.4
#: Room above all panels, for the name of the map.
HEAD = 1.05

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class Page:
    """Sizes in inches; `panel_width` and `panel_height` are those of the cells alone."""

    panel_width: float
    panel_height: float

    @classmethod
    def of(cls, extent: Extent | None) -> Self:
        """The page for a map, in its proportions."""
        columns, rows = (extent.columns, extent.rows) if extent else (1, 1)
        scale = LONGEST / max(columns, rows)
        return cls(max(columns * scale, SHORTEST), max(rows * scale, SHORTEST))

    @property
    def width(self) -> float:
        """Of the page."""
        return 2 * (LEFT + self.panel_width + RIGHT)

    @property
    def height(self) -> float:
        """Of the page."""
        return HEAD + 2 * (ABOVE + self.panel_height + BELOW)

    @property
    def left(self) -> float:
        """Where the head begins, as a fraction of the page."""
        return 0.3 / self.width

    @property
    def right(self) -> float:
        """Where the head ends, as a fraction of the page."""
        return 1 - self.left

    def from_top(self, inches: float) -> float:
        """The height of a line below the upper edge, as a fraction of the page."""
        return 1 - inches / self.height

    def panels(self) -> Iterator[Rectangle]:
        """Left, bottom, width and height of the cells of each panel, row by row, as fractions of the page."""
        for row in range(2):
            for column in range(2):
                left = LEFT + column * (LEFT + self.panel_width + RIGHT)
                top = HEAD + ABOVE + row * (ABOVE + self.panel_height + BELOW)
                yield (
                    left / self.width,
                    1 - (top + self.panel_height) / self.height,
                    self.panel_width / self.width,
                    self.panel_height / self.height,
                )
