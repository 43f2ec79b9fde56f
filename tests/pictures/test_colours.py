"""The colour ramps: even steps of lightness, so that the order of cells can be seen without telling hues apart."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from proximity.pictures.colours import _LMS_TO_RGB, _OKLAB_TO_LMS, ALLIES, AXIS, HITS, MOVEMENT, PANEL, Ramp


def oklab_lightness(colours: np.ndarray) -> np.ndarray:
    """Measured on the colours that are really shown, with the inverse of the formulas that made them."""
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    return (np.cbrt(linear @ np.linalg.inv(_LMS_TO_RGB).T) @ np.linalg.inv(_OKLAB_TO_LMS).T)[..., 0]


@pytest.mark.parametrize("ramp", [AXIS, ALLIES, MOVEMENT, HITS], ids=["axis", "allies", "movement", "hits"])
def test_a_ramp_gets_lighter_in_even_steps(ramp: Ramp) -> None:
    lightness = oklab_lightness(np.array(ramp.colormap().colors))
    assert (np.diff(lightness) > 0).all()
    assert np.abs(lightness - ramp.lightness()).max() < 0.02


@pytest.mark.parametrize("ramp", [AXIS, ALLIES, MOVEMENT, HITS], ids=["axis", "allies", "movement", "hits"])
def test_even_the_darkest_cell_is_lighter_than_the_panel(ramp: Ramp) -> None:
    darkest = oklab_lightness(np.array(ramp.colormap().colors[0]))
    assert darkest > oklab_lightness(np.array(to_rgb(PANEL))) + 0.1


def test_what_is_not_counted_is_transparent() -> None:
    assert AXIS.colormap()(np.ma.masked_invalid([np.nan]))[0, 3] == 0
