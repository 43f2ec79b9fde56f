"""A stopwatch match: two rounds on one map with swapped sides, the second against the time of the first.

Does not belong here: the evening around it (`evening`), playing (`play`).
"""

from dataclasses import dataclass
from typing import Literal

from proximity.simulator.match.arena import Arena
from proximity.simulator.match.dice import Dice
from proximity.simulator.match.people import Bonds
from proximity.simulator.match.play import RoundPlan, Seat
from proximity.simulator.match.play.incidents import Incident
from proximity.simulator.match.sides import SIDES, Team
from proximity.simulator.match.truth import RoundTruth, Setting

Verdict = Literal["first_attackers", "first_defenders", "draw"]
MOST_OFFSET_SECONDS = 15


@dataclass(frozen=True, slots=True)
class RoundSheet:
    """A round as it is arranged before it goes live: all that does not depend on the server's clock."""

    name: str
    """The seed of its chance."""
    server: str
    fps: int
    slots: int
    arena: Arena
    bonds: Bonds
    match_number: int
    round_number: int
    time_limit_ms: int
    seats: tuple[Seat, ...]
    incidents: tuple[Incident, ...] = ()

    def plan(self, live_level_ms: int = 0, wave_offset_ms: dict[Team, int] | None = None) -> RoundPlan:
        """The plan of the round that goes live at this `level.time`; offsets of the waves by chance if not given."""
        dice = Dice(self.name, "waves")
        offsets = {team: 1000 * dice.whole(0, MOST_OFFSET_SECONDS) for team in SIDES}
        setting = Setting(
            seed=self.name,
            server=self.server,
            map_name=self.arena.name,
            match_number=self.match_number,
            round_number=self.round_number,
            attackers=self.arena.attackers,
            fps=self.fps,
            slots=self.slots,
            time_limit_ms=self.time_limit_ms,
            wave_ms=self.arena.wave_ms,
            wave_offset_ms=wave_offset_ms or offsets,
            live_level_ms=live_level_ms,
            objectives=self.arena.objectives,
        )
        return RoundPlan(setting, self.arena, self.bonds, self.seats, self.incidents)


def verdict(first: RoundTruth, second: RoundTruth) -> Verdict | None:
    """Who won a match: who completed faster, a tie to the first attackers; None if a round has no outcome."""
    if first.outcome is None or second.outcome is None:
        return None
    attackers = first.setting.attackers
    first_completed = first.outcome.winner is attackers
    second_completed = second.outcome.winner is attackers
    if second_completed and (not first_completed or second.outcome.time_ms < first.outcome.time_ms):
        return "first_defenders"
    if first_completed:
        return "first_attackers"
    return "draw"
