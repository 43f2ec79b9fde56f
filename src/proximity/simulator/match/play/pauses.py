"""Pauses: from the call until play goes on.

As in the engine, play goes on in the first frame that is later than ten seconds after the end was called; that frame
does not count as played yet. Does not belong here: who calls (`incidents`).
"""

from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.truth.events import Paused, Resumed, UnpauseCalled

RESUMING_MS = 10_000


class Standstill:
    """A pause that goes on. Times are those of the engine, since the round's own stands still."""

    def __init__(self, battle: Battle, for_ms: int) -> None:
        self._battle = battle
        self._began_ms = battle.clock.level_ms
        self._called_off_at_ms = self._began_ms + for_ms
        self._resumes_after_ms: int | None = None
        battle.note(Paused)
        battle.clock.is_paused = True

    def between(self) -> None:
        """Between frames: somebody calls the end."""
        level_ms = self._battle.clock.level_ms
        if self._resumes_after_ms is None and level_ms >= self._called_off_at_ms:
            self._battle.note(UnpauseCalled)
            self._resumes_after_ms = level_ms + RESUMING_MS

    def inside(self) -> bool:
        """Inside a frame: whether this is the one in which play goes on."""
        clock = self._battle.clock
        if self._resumes_after_ms is None or clock.level_ms <= self._resumes_after_ms:
            return False
        self._battle.note(Resumed, duration_ms=clock.level_ms - self._began_ms)
        clock.is_paused = False
        return True
