"""What a user asks for: which seed, how many play, on which maps, how rough it gets.

Does not belong here: what comes of it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from proximity.simulator.errors import SimulationError
from proximity.simulator.match.arena import arena_names, read_arena

FIRST_EVENING = datetime(2026, 1, 5, 19, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Recipe:
    """The same recipe gives the same evenings, to the last byte of their round files."""

    seed: int = 0
    team_size: int = 6
    """Players of a side when nobody is missing."""
    community: int = 20
    """People there are; who comes on an evening is chance."""
    bots: int = 0
    nameless_bots: int = 0
    """Bots without a GUID, among the bots."""
    bonds: int = 5
    """Pairs with a planted effect."""
    maps: tuple[str, ...] = ()
    """Files of `arena/maps`; none means all."""
    time_limit_ms: int | None = None
    """For every map, instead of its own."""
    fps: int = 20
    slots: int = 20
    server: str = "Simulated"
    mishaps: float = 1.0
    """How often people come, go, change sides and pause, relative to a usual evening; 0 is undisturbed."""
    broken_off: float = 0.0
    """Share of the rounds that the operator or the power supply ends."""
    first_evening: datetime = FIRST_EVENING

    def __post_init__(self) -> None:
        """Raises `SimulationError`."""
        for name in self.maps:
            read_arena(name)
        if not 1 <= self.team_size <= self.slots // 2:
            raise SimulationError(f"teams of {self.team_size} do not fit {self.slots} slots")
        if self.community < 2 * self.team_size:
            raise SimulationError(f"a community of {self.community} cannot fill two teams of {self.team_size}")
        if self.time_limit_ms is not None and self.time_limit_ms < 1:
            raise SimulationError("a time limit is at least 1 ms")
        if not 0 <= self.nameless_bots <= self.bots <= self.community:
            raise SimulationError(f"of {self.community} people, {self.bots} bots and {self.nameless_bots} without GUID")

    @property
    def map_files(self) -> tuple[str, ...]:
        """The maps to choose from."""
        return self.maps or tuple(arena_names())
