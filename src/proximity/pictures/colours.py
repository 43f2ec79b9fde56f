"""The colours of the pictures: a dark page, and one ramp from dark to light for each kind of event.

A ramp has one hue and a lightness that rises evenly in Oklab, so equal steps of the value look equal, and the order
of two cells can be seen by lightness alone, whatever hues a reader can tell apart.
"""

from dataclasses import dataclass

import numpy as np
from matplotlib.colors import Colormap, ListedColormap
from numpy.typing import NDArray

PAGE = "#0e1116"
PANEL = "#151a21"
LINE = "#2a313b"
TEXT = "#e6e9ee"
QUIET_TEXT = "#98a2b0"
DARK_TEXT = "#10141a"

STEPS = 256

#: Oklab (L, a, b) to linear sRGB: https://bottosson.github.io/posts/oklab/
_OKLAB_TO_LMS = np.array(
    [[1, 0.3963377774, 0.2158037573], [1, -0.1055613458, -0.0638541728], [1, -0.0894841775, -1.2914855480]]
)
_LMS_TO_RGB = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.7076147010],
    ]
)


@dataclass(frozen=True)
class Ramp:
    """One hue (degrees in Oklab's plane) from dark to light; `chroma` is reached in the middle."""

    hue: float
    chroma: float
    darkest: float = 0.34
    lightest: float = 0.93

    def lightness(self) -> NDArray[np.float64]:
        """Oklab lightness of each step."""
        return np.linspace(self.darkest, self.lightest, STEPS)

    def colormap(self) -> Colormap:
        """The ramp for matplotlib; what is masked stays transparent."""
        position = np.linspace(0, 1, STEPS)
        chroma = self.chroma * np.sin(np.pi * (0.25 + 0.62 * position))
        angle = np.deg2rad(self.hue)
        lab = np.stack([self.lightness(), chroma * np.cos(angle), chroma * np.sin(angle)], axis=1)
        return ListedColormap(_srgb(lab)).with_extremes(bad=(0, 0, 0, 0))


def _srgb(lab: NDArray[np.float64]) -> NDArray[np.float64]:
    linear = np.clip((lab @ _OKLAB_TO_LMS.T) ** 3 @ _LMS_TO_RGB.T, 0, 1)
    encoded: NDArray[np.float64] = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return encoded


AXIS = Ramp(hue=38, chroma=0.17)
ALLIES = Ramp(hue=250, chroma=0.14)
MOVEMENT = Ramp(hue=165, chroma=0.12)
HITS = Ramp(hue=320, chroma=0.15)
