"""Rounds: how they end, intermission, and what follows.

Does not belong here: why a round ends; callers decide.
"""

from proximity.simulator.host.defaults import (
    CS_INTERMISSION,
    CS_INTERMISSION_START_TIME,
    CS_MULTI_MAPWINNER,
    INTERMISSION,
    PLAYING,
    WARMUP,
)
from proximity.simulator.host.infostring import info_value
from proximity.simulator.host.level_data import ALLIES, AXIS, SPECTATOR
from proximity.simulator.host.levels import Levels

TIME_LIMIT, OBJECTIVE = "Timelimit hit.", "Wolf EndRound."
AXIS_SURRENDER, ALLIES_SURRENDER = "Axis Surrender", "Allies Surrender"
# Checked late in a frame: the frame in which they are found is still one of play.
FOUND_IN_FRAME = (TIME_LIMIT, AXIS_SURRENDER, ALLIES_SURRENDER)
WEAPON_STATS_AFTER_MS = 300
CLIENT_TIMER_SECONDS = 60


class Rounds(Levels):
    """From the exit line to the next instance."""

    _exit_queued_ms: int | None = None
    _intermission_ms = 0
    _stats_are_due = False

    def end_round(self, reason: str = TIME_LIMIT, winner: int | None = None) -> None:
        """The exit: its lines are printed, stopwatch cvars set, intermission follows.

        `winner`: 0 Axis, 1 Allies, -1 nobody; None leaves what the map script has set. A time limit or surrender is
        found in a frame (which is opened if none is open): the next et_RunFrame still has gamestate "0", the one after
        it "3". Every other reason (an objective done, between frames) turns to intermission at once.
        """
        if self.cvars["gamestate"] != PLAYING:
            raise RuntimeError(f"no round is being played: gamestate {self.cvars['gamestate']}")
        if reason in FOUND_IN_FRAME and not self._frame_is_open:
            self.begin_frame()
        if winner is not None:
            self.set_configstring(CS_MULTI_MAPWINNER, f"\\w\\{winner}")
        self._log_exit(reason)
        if reason in FOUND_IN_FRAME:
            self._exit_queued_ms = self.clock.level_time_ms
        else:
            self.print_line(f"Exit: {reason} (already triggered)")
            self._begin_intermission()

    def exit_level(self) -> None:
        """The intermission is over: a last frame, then `nextmap`, a restart of the map into warmup."""
        if self.cvars["gamestate"] != INTERMISSION:
            raise RuntimeError(f"no intermission: gamestate {self.cvars['gamestate']}")
        self.begin_frame()
        for slot in self._by_score():
            self.print_line(f"Writing session file session/client{slot:02}.json")
        if self.cvars["g_currentRound"] == "0":
            self.set_cvar("g_nextTimeLimit", "0")
        self.print_line("ExitLevel: executed")
        for slot in self.clients:
            self.entity(slot)["pers.connected"] = 1
        self.frame()
        self.clock.wall_ms += self.frame_ms
        self.map_restart(WARMUP)

    def intermission(self) -> None:
        """After `end_round`: all frames of the intermission (g_intermissionTime seconds), then `exit_level`."""
        while self._exit_queued_ms is not None:
            self.frame()
        end_ms = self._intermission_ms + int(self.cvars["g_intermissionTime"]) * 1000
        while self.clock.level_time_ms < end_ms - self.frame_ms:
            self.frame()
        self.exit_level()

    def _log_exit(self, reason: str) -> None:
        """G_LogExit."""
        self.print_line(f"Exit: {reason}")
        self.set_configstring(CS_INTERMISSION, "1")
        players = self._by_score()
        for slot in players:
            score = self.entity(slot)["ps.persistant", 0]
            self.print_line(f"score: {score}  ping: 0  client: {slot} {self.clients[slot].name}")
        totals = {
            team: sum(self.entity(slot)["ps.persistant", 0] for slot in players if self.clients[slot].team == team)
            for team in (AXIS, ALLIES)
        }
        self.print_line(f"axis:{totals[AXIS]}  allies:{totals[ALLIES]}")
        if self.cvars["g_gametype"] == "3":
            self._set_next_time_limit()

    def _set_next_time_limit(self) -> None:
        """Attackers who won set the time to beat; if the defenders held, the limit stays. Then the round flips."""
        winner = info_value(self.configstrings[CS_MULTI_MAPWINNER], "w")
        minutes = float(self.cvars["timelimit"])
        if winner != str(self._level.script.defender):
            minutes = (self.clock.level_time_ms - self._start_time_ms) / 60_000
        self.set_cvar("g_nextTimeLimit", f"{minutes:f}")
        self.set_cvar("g_currentRound", "0" if self.cvars["g_currentRound"] == "1" else "1")

    def _begin_intermission(self) -> None:
        self._exit_queued_ms = None
        self._intermission_ms = self.clock.level_time_ms
        self._stats_are_due = True
        self.set_cvar("gamestate", INTERMISSION)
        ahead_ms = (CLIENT_TIMER_SECONDS - int(self.cvars["g_intermissionTime"])) * 1000
        self.set_configstring(CS_INTERMISSION_START_TIME, str(self.clock.level_time_ms - ahead_ms))
        for slot, client in self.clients.items():
            if client.has_begun:
                self.vm.host.show_intermission(slot, *self._level.intermission_point)

    def _forget_round(self) -> None:
        self._exit_queued_ms = None
        self._stats_are_due = False

    def _check_exit_rules(self) -> None:
        if self._exit_queued_ms is not None and self._exit_queued_ms < self.clock.level_time_ms:
            self._begin_intermission()
        if self._stats_are_due and self.clock.level_time_ms > self._intermission_ms + WEAPON_STATS_AFTER_MS:
            self._stats_are_due = False
            for slot in self._by_score():
                self.print_line(f"WeaponStats: {slot} 0 0 0 0 0 0 0 0")

    def _by_score(self) -> list[int]:
        """Players of the teams, the best first."""
        players = [slot for slot, client in self.clients.items() if client.team != SPECTATOR]
        return sorted(players, key=lambda slot: (-self.entity(slot)["ps.persistant", 0], slot))
