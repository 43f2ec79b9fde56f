"""Levels: map loads, restarts, and the process' end in good order.

Order and values are those of recorded traces. Does not belong here: rounds; see `rounds`.
"""

from proximity.simulator.host.client import Client
from proximity.simulator.host.defaults import (
    COUNTDOWN,
    CS_LEVEL_START_TIME,
    CS_MULTI_INFO,
    CS_MULTI_MAPWINNER,
    CS_REINFSEEDS,
    CS_SERVERINFO,
    CS_SERVERTOGGLES,
    CS_WARMUP,
    INITIALISING,
    PLAYING,
    WARMUP,
)
from proximity.simulator.host.frames import Frames
from proximity.simulator.host.infostring import info_set
from proximity.simulator.host.level_data import SPECTATOR, Level

SETTLE_FRAMES, SETTLE_MS = 6, 100
COUNTDOWN_MS = 6000
SEED_DIVISORS = (11, 3, 13, 7, 2, 5, 1, 17)
# Wall time that a map load takes; level time stands still meanwhile.
LOAD_WALL_MS = 15


class Levels(Frames):
    """Instances of maps: each has its own virtual machine."""

    def map(self, level: Level | str) -> None:
        """`map X`: the running level is shut down, the new one loaded and settled, bots are back.

        Ends in warmup, gamestate "1" ("2" with g_doWarmup 1); stopwatch cvars start over. Human clients are connected
        and still load: call `begin` for them.
        """
        if self._vm is not None:
            self.set_cvar("gamestate", INITIALISING)
            self.set_cvar("g_currentRound", "0")
            self.set_cvar("g_nextTimeLimit", "0")
            self._shut_down(0)
        self.level = Level(level) if isinstance(level, str) else level
        self.configstrings.clear()
        self.set_cvar("mapname", self.level.name)
        self._initialise(0, WARMUP)

    def map_restart(self, gamestate: str = PLAYING) -> None:
        """`map_restart`: a new instance of the map, all Lua state lost, everybody back after 500 ms of level time.

        gamestate "0" starts a live round (out of play: what the countdown does), "2" goes to warmup.
        """
        self.set_cvar("gamestate", gamestate)
        self._shut_down(1)
        self._initialise(1, gamestate)

    def reset_match(self) -> None:
        """`reset_match`: back to the warmup of round 1."""
        self.set_cvar("g_currentRound", "0")
        self.set_cvar("g_nextTimeLimit", "0")
        self.map_restart(WARMUP)

    def countdown(self) -> None:
        """Let the warmup countdown run out: `map_restart` into a live round follows."""
        if self.cvars["gamestate"] != COUNTDOWN:
            raise RuntimeError(f"no countdown in gamestate {self.cvars['gamestate']}")
        end_ms = int(self.configstrings[CS_WARMUP])
        while self.clock.level_time_ms + self.frame_ms <= end_ms:
            self.frame()
        self.begin_frame()
        self.set_cvar("g_restarted", "1")
        self.frame()
        self.clock.wall_ms += self.frame_ms
        self.map_restart(PLAYING)

    def lua_restart(self) -> None:
        """`lua_restart`: a new virtual machine in the middle of a level; only et_Quit and the file body run."""
        self._callback("et_Quit")
        memory = self.vm.snapshot()
        self._close_vm()
        self._start_vm()
        self.vm.restore(memory)

    def quit(self) -> None:
        """`quit` or SIGTERM: et_ShutdownGame(0) with the gamestate as it is, then the process ends."""
        self._shut_down(0)
        self._exit()

    def _forget_round(self) -> None:
        """Overridden by what knows rounds."""

    def _shut_down(self, restart: int) -> None:
        self._callback("et_ShutdownGame", restart)
        self._callback("et_Quit")
        self._save_sessions()
        self._close_vm()
        self._frame_is_open = False

    def _initialise(self, restart: int, gamestate: str) -> None:
        """G_InitGame, six settle frames, the clients, one more frame."""
        self.clock.wall_ms += LOAD_WALL_MS
        self._start_time_ms = self.clock.level_time_ms
        self._pause_seen_ms = self._resume_at_ms = None
        self._limbo, self._due, self._due_next = [], frozenset(), frozenset()
        self._forget_round()
        self.set_cvar("gamestate", gamestate)
        info = self.configstrings.get(CS_MULTI_INFO, "")
        self.set_configstring(CS_MULTI_INFO, info_set(info, "s", "0"))
        self._start_vm()
        self._spawn_level()
        self._callback("et_InitGame", self._start_time_ms, int(self.clock.wall_ms), restart)
        self.print_line("Game Initialization completed in 0.02 seconds")
        self._settle()
        self._return_clients(everybody=restart == 1)
        self.print_line("Setting Axis autospawn to Axis Base")
        self.print_line("Setting Allied autospawn to Allied Base")
        self._open_frame(SETTLE_MS, 0)
        self._close_frame()
        self.set_configstring(CS_SERVERINFO, f"\\mapname\\{self._level.name}\\sv_hostname\\{self.cvars['sv_hostname']}")
        # The next normal frame comes 100 ms and its own length later.
        self.clock.level_time_ms += SETTLE_MS

    def _spawn_level(self) -> None:
        self.print_line("Enable spawning!")
        self.set_cvar("g_restarted", "0")
        self.set_configstring(CS_LEVEL_START_TIME, str(self._start_time_ms))
        self.set_configstring(CS_WARMUP, "")
        self.set_configstring(CS_SERVERTOGGLES, "0")
        self.set_configstring(CS_REINFSEEDS, self._reinforcement_seeds())
        self._spawn_entities(self._level)
        self._run_script()
        self._callback("et_SpawnEntitiesFromString")
        for line in ("Disable spawning!", "0 teams with 0 entities", "-" * 35, "Setting MOTD..."):
            self.print_line(line)

    def _reinforcement_seeds(self) -> str:
        """Two hidden indices, then eight offsets of 0 to 15 seconds, each times its divisor (G_loadMatchGame)."""
        random = self._random
        indices = (random.randrange(8 << 3), random.randrange(8 << 2))
        return " ".join(map(str, (*indices, *(random.randrange(16) * divisor for divisor in SEED_DIVISORS))))

    def _run_script(self) -> None:
        """The map script's spawn block."""
        script = self._level.script
        self.set_configstring(CS_MULTI_MAPWINNER, f"\\w\\{script.default_winner}")
        self.set_configstring(CS_MULTI_INFO, f"\\s\\0\\o\\{script.objective_count}\\d\\{script.defender}")
        is_second_round = self.cvars["g_gametype"] == "3" and self.cvars["g_currentRound"] == "1"
        limit = self.cvars["g_nextTimeLimit"] if is_second_round else f"{script.timelimit_minutes:g}"
        self.set_cvar("timelimit", limit)
        self.set_cvar("g_redlimbotime", str(script.axis_respawn_ms))
        self.set_cvar("g_bluelimbotime", str(script.allies_respawn_ms))

    def _settle(self) -> None:
        for number in range(SETTLE_FRAMES):
            self._open_frame(SETTLE_MS if number else 0, 0)
            if number == 0 and self.cvars["gamestate"] == WARMUP and self.cvars["g_doWarmup"] == "0":
                self.set_cvar("gamestate", COUNTDOWN)
                self.set_configstring(CS_WARMUP, str(self._start_time_ms + COUNTDOWN_MS))
            if number == 1:
                targets = str(self._level.script.spawn_target_count)
                self.set_configstring(CS_MULTI_INFO, info_set(self.configstrings[CS_MULTI_INFO], "s", targets))
            self._close_frame()

    def _return_clients(self, *, everybody: bool) -> None:
        """Clients come back; sides are swapped when their sessions are read between the rounds of a stopwatch match."""
        swaps = (self.cvars["g_gametype"], self.cvars["g_currentRound"]) == ("3", "1")
        for slot, client in sorted(self.clients.items()):
            if swaps and self.cvars["gamestate"] != PLAYING:
                self._swap_side(client)
            if self._connect(slot, is_first_time=False) and (everybody or client.is_bot):
                self.begin(slot)

    def _swap_side(self, client: Client) -> None:
        if client.team != SPECTATOR:
            client.team = 3 - client.team
