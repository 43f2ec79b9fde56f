"""Where everybody was in every frame of the server: one row a frame and player, in arrays.

Does not belong here: events; samples at a tracker's interval (take them from these rows).
"""

from array import array
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Body(NamedTuple):
    """A player as the engine shows him to a module; positions and velocities in single precision, angles in degrees.

    `stance` 0 stands, 1 crouches, 2 lies. `health` is 0 or less for one who waits for a medic.
    """

    player: int
    slot: int
    x: float
    y: float
    z: float
    velocity_x: float
    velocity_y: float
    velocity_z: float
    pitch: float
    yaw: float
    health: int
    weapon: int
    stance: int
    is_airborne: bool
    stamina: int


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of a round and the bodies in them.

    `time_ms`, `level_ms` and `is_paused` have one entry a frame. `bodies` has one row a frame and living or wounded
    player, in order of frames; its columns are `frame` and the fields of `Body`.
    """

    time_ms: NDArray[np.int64]
    level_ms: NDArray[np.int64]
    is_paused: NDArray[np.bool_]
    bodies: NDArray[np.float64]

    def column(self, name: str) -> NDArray[np.float64]:
        """One column of `bodies`."""
        return self.bodies[:, COLUMNS.index(name)]

    def of_player(self, player: int) -> NDArray[np.float64]:
        """The rows of one player."""
        rows: NDArray[np.float64] = self.bodies[self.column("player") == player]
        return rows


COLUMNS = ("frame", *Body._fields)


class FrameLog:
    """Collects frames while a round goes on."""

    def __init__(self) -> None:
        self._times: list[tuple[int, int, bool]] = []
        self._rows = array("d")

    def add(self, time_ms: int, level_ms: int, is_paused: bool, bodies: list[Body]) -> None:
        """One frame as et_RunFrame sees it."""
        frame = float(len(self._times))
        self._times.append((time_ms, level_ms, is_paused))
        for body in bodies:
            self._rows.append(frame)
            self._rows.extend(body)

    def frames(self) -> Frames:
        """What was collected so far."""
        times = np.array(self._times, dtype=np.int64).reshape(-1, 3)
        return Frames(
            time_ms=times[:, 0],
            level_ms=times[:, 1],
            is_paused=times[:, 2].astype(bool),
            bodies=np.array(self._rows, dtype=np.float64).reshape(-1, len(COLUMNS)),
        )
