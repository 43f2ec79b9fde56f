"""Rounds on a server: going live, frame by frame, and what comes after.

Does not belong here: what happens in them (`play`), the order of an evening (`session`).
"""

from proximity.simulator.host import Server
from proximity.simulator.match.driving.props import Props
from proximity.simulator.match.driving.puppets import Puppets
from proximity.simulator.match.evening import RoundSheet
from proximity.simulator.match.play import Frame, Round
from proximity.simulator.match.sides import Team

CS_LEVEL_START_TIME, CS_REINFSEEDS = 11, 31
SEED_DIVISORS = (11, 3, 13, 7, 2, 5, 1, 17)


class OutOfStepError(RuntimeError):
    """Server and round disagree about the time: a bug in one of them."""


class LiveRound:
    """A round that has just gone live on a server; `frames` plays it."""

    def __init__(self, server: Server, sheet: RoundSheet) -> None:
        self._server = server
        live_level_ms = int(server.configstrings[CS_LEVEL_START_TIME])
        self.round = Round(sheet.plan(live_level_ms, wave_offsets(server)))
        self._puppets = Puppets(server, Props(server, sheet.arena))
        self._puppets.show(self.round.opening())

    def play(self) -> None:
        """All of it."""
        for frame in self.round.frames():
            self.step(frame)
        self._puppets.show(self.round.last_words())

    def step(self, frame: Frame) -> None:
        """One frame of the round's `frames`. Raises `OutOfStepError`."""
        self._puppets.show(frame.between)
        self._server.begin_frame()
        if self._server.clock.level_time_ms != frame.level_ms:
            raise OutOfStepError(
                f"the server is at {self._server.clock.level_time_ms} ms, the round at {frame.level_ms}"
            )
        self._puppets.show(frame.inside)
        self._server.frame()


def wave_offsets(server: Server) -> dict[Team, int]:
    """The offsets of the teams' waves in ms, from the seeds of this instance (guide §2.5)."""
    allies, axis, *seeds = map(int, server.configstrings[CS_REINFSEEDS].split())
    return {
        team: 1000 * seeds[index] // SEED_DIVISORS[index]
        for team, index in ((Team.AXIS, axis >> 2), (Team.ALLIES, allies >> 3))
    }
