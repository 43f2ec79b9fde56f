"""The course of levels: map loads, restarts, frames, pauses, the end of a round.

Order and values are those of recorded traces. Does not belong here: single clients.
"""

from proximity.simulator.host.clients import Clients
from proximity.simulator.host.level_data import Level

PLAYING, COUNTDOWN, WARMUP, INTERMISSION, INITIALISING = "0", "1", "2", "3", "-1"
CS_WARMUP, CS_LEVEL_START_TIME, CS_INTERMISSION, CS_MULTI_INFO, CS_MULTI_MAPWINNER = 5, 11, 12, 13, 14
CS_REINFSEEDS, CS_SERVERTOGGLES, CS_INTERMISSION_START_TIME = 31, 32, 36
TOGGLE_PAUSE = 16
SETTLE_FRAMES, SETTLE_MS = 6, 100
PAUSE_STEP_MS = 500
COUNTDOWN_MS = 5000


class Levels(Clients):
    """Map loads and restarts with everything that they do to a module."""

    def map(self, level: Level | str) -> None:
        """`map X`: shut the running level down, load this one, run its settle frames, bring the clients back.

        Ends in warmup: gamestate is "1" (countdown, g_doWarmup 0).
        """
        if self._vm is not None:
            self.set_cvar("gamestate", INITIALISING)
            self.set_cvar("g_currentRound", "0")
            self.set_cvar("g_nextTimeLimit", "0")
            self._shutdown(0)
        self.level = Level(level) if isinstance(level, str) else level
        self.configstrings.clear()
        self.set_cvar("mapname", self.level.name)
        self._initialise(0, WARMUP)

    def map_restart(self, gamestate: str = PLAYING) -> None:
        """`map_restart`: a new instance of the same map, all Lua state lost, clients back after 500 ms of level time.

        `gamestate` "0" starts a live round; "2" (from intermission, reset_match) goes to warmup.
        """
        self.set_cvar("gamestate", gamestate)
        self._shutdown(1)
        self._initialise(1, gamestate)

    def lua_restart(self) -> None:
        """`lua_restart`: a new virtual machine in the middle of a level, without et_ShutdownGame and et_InitGame."""
        raise NotImplementedError

    def frame(self, count: int = 1) -> None:
        """Run server frames: level time and wall clock move on, et_RunFrame is the last thing in each."""
        for _ in range(count):
            self.clock.level_time_ms += self.frame_ms
            self.clock.wall_ms += self.frame_ms
            self._run_frame()

    def countdown(self) -> None:
        """Let the warmup countdown run out: the restart into a live round follows."""
        end_ms = int(self.configstrings.get(CS_WARMUP) or 0)
        while self.clock.level_time_ms < end_ms:
            self.frame()
        self.map_restart(PLAYING)

    def end_round(self, reason: str = "Timelimit hit.", winner: int | None = None) -> None:
        """Queue the end of the round: `winner` 0 Axis, 1 Allies, -1 nobody, None as the map script has it.

        The next frame still has gamestate "0" for a time limit; then intermission: players stand at the camera.
        """
        raise NotImplementedError

    def exit_level(self) -> None:
        """End the intermission: `vstr nextmap`, normally a restart of the map into warmup of the next round."""
        raise NotImplementedError

    def pause(self) -> None:
        """`ref pause`: frames and level time go on, configstring 11 is pushed forward."""
        raise NotImplementedError

    def unpause(self) -> None:
        """Play goes on at once (the ten seconds after the command are the caller's frames)."""
        raise NotImplementedError

    def quit(self) -> None:
        """`quit` or SIGTERM: et_ShutdownGame(0) with the gamestate as it is, then the process ends in order."""
        self._shutdown(0)
        self.files.close_all()

    def _shutdown(self, restart: int) -> None:
        self._callback("et_ShutdownGame", restart)
        self._callback("et_Quit")
        self._save_sessions()
        self._vm = None

    def _initialise(self, restart: int, gamestate: str) -> None:
        assert self.level is not None
        self.set_cvar("gamestate", gamestate)
        self._start_vm()
        self.vm.run_module(self.module.read_bytes(), self.module.name)
        self._run_script()
        self._callback("et_SpawnEntitiesFromString")
        self.set_configstring(CS_LEVEL_START_TIME, str(self.clock.level_time_ms))
        self._callback("et_InitGame", self.clock.level_time_ms, 174, restart)
        if gamestate == WARMUP:
            self.set_cvar("gamestate", COUNTDOWN)
            self.set_configstring(CS_WARMUP, str(self.clock.level_time_ms + COUNTDOWN_MS + 1000))
        self._run_frame()
        for _ in range(SETTLE_FRAMES - 1):
            self.clock.level_time_ms += SETTLE_MS
            self._run_frame()
        self._return_clients()
        self.clock.level_time_ms += SETTLE_MS
        self._run_frame()
        self.clock.level_time_ms += 100
        self.frame()

    def _run_script(self) -> None:
        assert self.level is not None
        script = self.level.script
        self.set_configstring(CS_MULTI_MAPWINNER, f"\\w\\{script.default_winner}")
        self.set_configstring(CS_MULTI_INFO, f"\\s\\0\\o\\{script.objective_count}\\d\\{script.defender}")
        self.set_cvar("timelimit", f"{script.timelimit_minutes:g}")
        self.set_cvar("g_redlimbotime", str(script.axis_respawn_ms))
        self.set_cvar("g_bluelimbotime", str(script.allies_respawn_ms))

    def _run_frame(self) -> None:
        self._synchronise_clock()
        self._callback("et_RunFrame", self.clock.level_time_ms)
