"""The two times of a round: the engine's `level.time`, and the round's own axis, which stands still in pauses.

Does not belong here: wall time; when things happen.
"""

SETTLE_MS, SETTLE_FRAMES = 100, 6
"""A new instance runs six frames in steps of 100 ms before anybody is placed (guide §1.2)."""


class Clock:
    """Moves in server frames. All times are whole ms."""

    def __init__(self, live_level_ms: int, fps: int) -> None:
        self.frame_ms = 1000 // fps
        self.level_ms = live_level_ms
        self.time_ms = 0
        """On the round's axis: live = 0, pauses excluded."""
        self.heard_ms = 0
        """`time_ms` of the last frame that modules have seen."""
        self.is_paused = False
        self.late_ms = 0
        """What the next frame takes longer than usual."""

    def advance(self, step_ms: int | None = None) -> None:
        """The engine begins its own frame."""
        step = self.frame_ms + self.late_ms if step_ms is None else step_ms
        self.late_ms = 0
        self.level_ms += step
        if not self.is_paused:
            self.time_ms += step

    def show(self) -> None:
        """Modules see the frame."""
        self.heard_ms = self.time_ms
