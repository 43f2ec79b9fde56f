"""An evening on a server: map loads, warmups, live rounds, intermissions, from the first match to the last.

Does not belong here: single rounds (`rounds`).
"""

from collections.abc import Iterator
from pathlib import Path

from proximity.simulator.host import Server
from proximity.simulator.host.vm import Runtime
from proximity.simulator.match.dice import Dice
from proximity.simulator.match.driving.around import explode_late, warm_up
from proximity.simulator.match.driving.levels import make_level
from proximity.simulator.match.driving.rounds import LiveRound
from proximity.simulator.match.driving.seating import Seating
from proximity.simulator.match.evening import Evening, RoundSheet
from proximity.simulator.match.truth import RoundTruth
from proximity.simulator.match.truth.round_truth import StopKind

INTERMISSION_SECONDS = 10
STARTING_SECONDS = 40
"""After a server has ended, it is there again after so long."""
ROUND_FILES = "*_engagements.txt"


class Session:
    """An evening with a server and a tracker. The server is another one after every `quit` and `kill`."""

    def __init__(
        self,
        evening: Evening,
        tracker: Path,
        home: Path,
        *,
        runtime: Runtime = "lua54",
        cvars: dict[str, str] | None = None,
    ) -> None:
        self.evening = evening
        self._tracker = tracker
        self._home = home
        self._runtime: Runtime = runtime
        self._cvars = {
            "sv_hostname": evening.recipe.server,
            "g_intermissionTime": str(INTERMISSION_SECONDS),
            **(cvars or {}),
        }
        self._known: set[Path] = set()
        self._start(evening.starts_at.timestamp())

    def rounds(self) -> Iterator[RoundTruth]:
        """Play the evening; each round's truth when its round file has been written."""
        for sheet in self.evening.sheets():
            live = self.go_live(sheet)
            live.play()
            yield self.finish(live)

    def go_live(self, sheet: RoundSheet) -> LiveRound:
        """From wherever the server is to the first live frame of a sheet."""
        server = self.server
        if sheet.round_number == 1:
            server.map(make_level(sheet.arena, sheet.slots, sheet.time_limit_ms))
        self._seating.arrange(sheet.seats)
        warm_up(server, Dice(sheet.name, "warmup"), sheet.seats)
        server.countdown()
        return LiveRound(server, sheet)

    def finish(self, live: LiveRound) -> RoundTruth:
        """What follows a round: intermission, or what broke it off. Its truth, with the files that came since the last.

        The evening is told. The file of a round that ended in a kill comes with the next round: a tracker can only
        write it when the server is there again.
        """
        truth, seats = live.round.truth(), live.round.seats()
        self._seating.learn(seats)
        if live.round.stop is not None:
            self._break_off(live.round.stop)
        else:
            explode_late(self.server, Dice(truth.setting.seed, "intermission"), seats)
            self.server.intermission()
        self.evening.report(truth, seats)
        truth.files = self.new_files()
        return truth

    def new_files(self) -> list[str]:
        """The round files that were written since the last call, the oldest round first."""
        files = set(self._home.rglob(ROUND_FILES))
        new = sorted(str(path) for path in files - self._known)
        self._known = files
        return new

    def _start(self, unix_time: float) -> None:
        recipe = self.evening.recipe
        self.server = Server(
            self._tracker,
            self._home,
            runtime=self._runtime,
            cvars=self._cvars,
            max_clients=recipe.slots,
            fps=recipe.fps,
            unix_time=unix_time,
            seed=Dice(recipe.seed, "server", unix_time).whole(0, 2**31),
        )
        self._seating = Seating(self.server)

    def _break_off(self, kind: StopKind) -> None:
        server = self.server
        match kind:
            case "map_restart":
                server.map_restart()
            case "map_change":
                assert server.level is not None
                server.map(server.level)
            case "quit":
                server.quit()
                self._start(server.clock.unix_time + STARTING_SECONDS)
            case "kill":
                server.kill()
                self._start(server.clock.unix_time + STARTING_SECONDS)
