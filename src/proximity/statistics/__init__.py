"""Derivations from path points and facts, in Polars.

Belongs here: pure functions from frames to frames, each with its definition and its source.
Does not belong here: reading files, databases, dbt's aggregates.
"""

from proximity.statistics.engagement_movement import engagement_movement
from proximity.statistics.life_movement import life_movement
from proximity.statistics.pauses import round_pauses

__all__ = ["engagement_movement", "life_movement", "round_pauses"]
