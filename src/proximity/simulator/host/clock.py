"""The clocks of a server, all of them driven by the simulation.

Level time and wall clock are two things: settle frames move only the first, a `kill` stops both.
Does not belong here: the round's own time axis, which modules compute for themselves.
"""

from dataclasses import dataclass


@dataclass
class Clock:
    """`level_time_ms` never restarts while the process lives; `wall_ms` is trap_Milliseconds, 0 at process start."""

    unix_start: float
    level_time_ms: int = 0
    wall_ms: float = 0.0

    @property
    def unix_time(self) -> float:
        """Seconds since 1970, as os.time sees them."""
        return self.unix_start + self.wall_ms / 1000
