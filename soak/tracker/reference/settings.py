"""What an admin can set that changes what a round file says, and the rules that nobody can set.

Does not belong here: how the server is told.
"""

from dataclasses import dataclass

#: A life has moved from this horizontal speed on (units/s).
FIRST_MOVE_SPEED = 10
#: Reactions count so long after the first hit.
LONGEST_REACTION_MS = 5000
#: A step of a target counts from this horizontal length on (units), a turn from this angle on.
SHORTEST_STEP, DODGE_DEGREES = 24, 45
#: Whoever is this close to an objective is near it (units).
NEAR_AN_OBJECTIVE = 500
#: Cells of the heatmaps (units).
CELL = 512


@dataclass(frozen=True)
class Settings:
    """The cvars `proximity_…` of the same names, with their defaults; times in ms, distances in units."""

    sample_interval: int = 200
    crossfire_window: int = 1000
    escape_time: int = 5000
    escape_distance: int = 300
    engagement_timeout: int = 15000
    view_tracks: bool = False
    shots: bool = False

    def cvars(self) -> dict[str, str]:
        """As a server is told. KILL_OUTCOME is off by default and compared all the same."""
        chosen = {f"proximity_{name}": str(int(value)) for name, value in vars(self).items()}
        return {**chosen, "proximity_kill_outcomes": "1"}
