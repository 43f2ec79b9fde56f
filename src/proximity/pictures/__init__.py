"""Draws pictures: frames in, PNG bytes out.

Belongs here: pure drawing with matplotlib's Agg canvas, without any global state.
Does not belong here: queries, files, Dagster.
"""

from proximity.pictures.heatmap import heatmap_png

__all__ = ["heatmap_png"]
