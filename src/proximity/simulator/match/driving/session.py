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

INTERMISSION_SECONDS = 10
ROUND_FILES = "*_engagements.txt"


class Session:
    """A server of its own for one evening, with a tracker."""

    def __init__(
        self,
        evening: Evening,
        tracker: Path,
        home: Path,
        *,
        runtime: Runtime = "lua54",
        cvars: dict[str, str] | None = None,
    ) -> None:
        recipe = evening.recipe
        settings = {
            "sv_hostname": recipe.server,
            "g_intermissionTime": str(INTERMISSION_SECONDS),
            **(cvars or {}),
        }
        self.server = Server(
            tracker,
            home,
            runtime=runtime,
            cvars=settings,
            max_clients=recipe.slots,
            fps=recipe.fps,
            unix_time=evening.starts_at.timestamp(),
            seed=evening.dice.whole(0, 2**31),
        )
        self._evening = evening
        self._seating = Seating(self.server)
        self._folder = home
        self._known: set[Path] = set()

    def rounds(self) -> Iterator[RoundTruth]:
        """Play the evening; each round's truth when its round file has been written."""
        for sheet in self._evening.sheets():
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
        """The intermission; then the truth, reported to the evening, with the files that came of it."""
        truth, seats = live.round.truth(), live.round.seats()
        if truth.outcome is not None:
            explode_late(self.server, Dice(truth.setting.seed, "intermission"), seats)
            self.server.intermission()
        self._seating.learn(seats)
        self._evening.report(truth, seats)
        files = set(self._folder.rglob(ROUND_FILES))
        truth.files = sorted(str(path) for path in files - self._known)
        self._known = files
        return truth
