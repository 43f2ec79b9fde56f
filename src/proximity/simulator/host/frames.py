"""Server frames: how time passes, in play, in a pause and in the settle frames of a start.

Does not belong here: what starts and ends a level or a round.
"""

from proximity.simulator.host.combat import Combat
from proximity.simulator.host.defaults import (
    CS_LEVEL_START_TIME,
    CS_SERVERTOGGLES,
    CS_WOLFINFO,
    PLAYING,
)
from proximity.simulator.host.players import PM_DEAD, PM_FREEZE, PM_NORMAL

TOGGLE_PAUSE = 16
PAUSE_STEP_MS = 500
RESUME_MS = 10_000
WOLFINFO_CVARS = ("gamestate", "g_currentRound", "g_nextTimeLimit", "timelimit")


class Frames(Combat):
    """Time."""

    _frame_is_open = False
    _pause_seen_ms: int | None = None
    _resume_at_ms: int | None = None

    def begin_frame(self) -> None:
        """Open a frame: time moves on, et_RunFrame has not come yet.

        What happens inside a frame (wave respawns, explosions, the time limit) belongs between this and `frame`; what
        clients do (bullets, syringes, commands) belongs between frames, at the time of the last et_RunFrame.
        """
        if self._frame_is_open:
            raise RuntimeError("the frame is open already")
        self._open_frame(self.frame_ms, self.frame_ms)

    def frame(self, count: int = 1) -> None:
        """Run frames to their end, which is et_RunFrame; the first may have been opened by `begin_frame`."""
        for _ in range(count):
            if not self._frame_is_open:
                self._open_frame(self.frame_ms, self.frame_ms)
            self._close_frame()

    @property
    def is_frame_open(self) -> bool:
        """Whether a frame has begun whose et_RunFrame has not come yet."""
        return self._frame_is_open

    def pause(self) -> None:
        """`ref pause`: frames and level time go on, nobody moves, configstring 11 is pushed forward."""
        self._pause_seen_ms = self.clock.level_time_ms
        self._toggle(TOGGLE_PAUSE, is_on=True)
        for slot in self.clients:
            self.entity(slot)["ps.pm_type"] = PM_FREEZE

    def unpause(self) -> None:
        """`ref unpause`: play goes on by itself in the first frame after ten more seconds."""
        if self._pause_seen_ms is None:
            raise RuntimeError("the match is not paused")
        self._resume_at_ms = self.clock.level_time_ms + RESUME_MS

    @property
    def is_paused(self) -> bool:
        """Whether the match stands still, the ten seconds before it goes on included."""
        return self._pause_seen_ms is not None

    def _open_frame(self, level_ms: int, wall_ms: float) -> None:
        self._frame_is_open = True
        self.clock.level_time_ms += level_ms
        self.clock.wall_ms += wall_ms
        self._set_clocks()
        info = "".join(f"\\{name}\\{self.cvars[name]}" for name in WOLFINFO_CVARS)
        if self.configstrings.get(CS_WOLFINFO) != info:
            self.set_configstring(CS_WOLFINFO, info)
        if self._pause_seen_ms is not None:
            self._push_start_time()
        self._due = self._due_next
        self._due_next = frozenset(self._who_may_respawn()) if self._limbo else frozenset()

    def _close_frame(self) -> None:
        """The end of G_RunFrame, in its order."""
        if self._due:
            self._respawn_at_once()
        self.vm.host.copy_followed()
        self._check_exit_rules()
        self._frame_is_open = False
        self._callback("et_RunFrame", self.clock.level_time_ms)

    def _check_exit_rules(self) -> None:
        """Overridden by what knows rounds."""

    def _push_start_time(self) -> None:
        """The start of the match follows the pause in steps of at least 500 ms, and exactly when it is over."""
        assert self._pause_seen_ms is not None
        waited_ms = self.clock.level_time_ms - self._pause_seen_ms
        is_over = self._resume_at_ms is not None and self.clock.level_time_ms > self._resume_at_ms
        if waited_ms >= PAUSE_STEP_MS or is_over:
            self._start_time_ms += waited_ms
            self._pause_seen_ms = self.clock.level_time_ms
            self.set_configstring(CS_LEVEL_START_TIME, str(self._start_time_ms))
        if is_over:
            self._resume()

    def _resume(self) -> None:
        self._pause_seen_ms = self._resume_at_ms = None
        self._toggle(TOGGLE_PAUSE, is_on=False)
        for slot in self.clients:
            entity = self.entity(slot)
            entity["ps.pm_type"] = PM_NORMAL if entity["health"] > 0 else PM_DEAD

    def _toggle(self, bit: int, *, is_on: bool) -> None:
        bits = int(self.configstrings.get(CS_SERVERTOGGLES) or 0)
        self.set_configstring(CS_SERVERTOGGLES, str(bits | bit if is_on else bits & ~bit))

    def _who_may_respawn(self) -> list[int]:
        """Out of play nobody waits for a wave, only until `respawnTime`."""
        if self.cvars["gamestate"] == PLAYING:
            return []
        now_ms = self.clock.level_time_ms
        return [slot for slot in self._limbo if self.entity(slot)["respawnTime"] <= now_ms]

    def _respawn_at_once(self) -> None:
        """Players whom the last frame saw to be due; the engine goes through them by score."""
        due = [slot for slot in self._limbo if slot in self._due]
        for slot in sorted(due, key=lambda slot: (-self.entity(slot)["ps.persistant", 0], slot)):
            self.spawn(slot)
