"""The course of a round as a module on the server lives through it: events, frames between them, and who is who.

What clients do happens between two frames, what the engine does inside the next one before a module is told of it
(`docs` of the engine, 2.3): so each event stands before one frame and behind another.
Does not belong here: what follows from it.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Any

AXIS, ALLIES = 1, 2
TEAMS = {1: "AXIS", 2: "ALLIES", 3: "SPEC"}
CLASSES = ("SOLDIER", "MEDIC", "ENGINEER", "FIELDOPS", "COVERTOPS")

Place = tuple[float, float, float]
#: Anything of the truth: its events and their names are described where it is made.
Event = Any


@dataclass(frozen=True)
class Body:
    """A player in one frame: what the engine shows of him."""

    place: Place
    velocity: Place
    yaw: float
    pitch: float
    health: int
    weapon: int
    stance: int
    stamina: int

    @property
    def ground_speed(self) -> float:
        """Horizontal speed in units/s."""
        return (self.velocity[0] ** 2 + self.velocity[1] ** 2) ** 0.5


@dataclass(frozen=True)
class Happening:
    """An event and the number of frames that a module has seen before it."""

    frame: int
    event: Event

    @property
    def kind(self) -> str:
        """The name of the event's class."""
        return type(self.event).__name__


class Course:
    """One round. Frames are numbered from 0; `times[frame]` is ms on the round's axis, which stands still in pauses."""

    def __init__(self, truth: Any) -> None:
        self.truth = truth
        frames = truth.frames
        self.times: list[int] = frames.time_ms.tolist()
        self.is_paused: list[bool] = frames.is_paused.tolist()
        self._levels: list[int] = frames.level_ms.tolist()
        self._ticks: dict[int, list[int]] = {}
        self.happenings = [Happening(self._frames_before(event), event) for event in truth.events]

    @cached_property
    def bodies(self) -> list[dict[int, Body]]:
        """Frame → client number → body of everybody who lives or waits for a medic."""
        bodies: list[dict[int, Body]] = [{} for _ in self.times]
        for row in self.truth.frames.bodies.tolist():
            frame, _, slot, x, y, z, vx, vy, vz, pitch, yaw, health, weapon, stance, _, stamina = row
            bodies[int(frame)][int(slot)] = Body(
                (x, y, z), (vx, vy, vz), yaw, pitch, int(health), int(weapon), int(stance), int(stamina)
            )
        return bodies

    def ticks(self, interval: int) -> list[int]:
        """Frames in which everybody alive is sampled: the first one at or after each multiple of the interval.

        The frame in which a module sees the end is one of intermission already: nobody is sampled in it.
        """
        if interval not in self._ticks:
            last, ticks = -1, self._ticks.setdefault(interval, [])
            for frame, time in enumerate(self.times):
                is_over = self.end is not None and time >= self.end_time
                if not self.is_paused[frame] and not is_over and time // interval > last:
                    last = time // interval
                    ticks.append(frame)
        return self._ticks[interval]

    @cached_property
    def end(self) -> Event | None:
        """The end of the round; None if it was broken off."""
        return self.truth.outcome

    @property
    def last_word(self) -> str:
        """What ends of lives and fights are called that the round's end brought about."""
        return "round_end" if self.end else "shutdown"

    @cached_property
    def end_time(self) -> int:
        """When a module sees that the round is over: in the frame in which intermission begins, or in the last one."""
        if self.end is None:
            return self.times[-1]
        # A map script ends a round before the frame looks whether it is over; time and surrender are found there.
        is_seen_at_once = self.end.reason == "objective"
        return self.end.time_ms + (0 if is_seen_at_once else 1000 // self.truth.setting.fps)

    def _frames_before(self, event: Event) -> int:
        is_inside_a_frame = event.heard_ms < event.time_ms
        return (bisect_left if is_inside_a_frame else bisect_right)(self._levels, event.level_ms)
