"""The server process: clocks, cvars, configstrings, files, the console, and the virtual machine of the moment.

Belongs here: what outlives a map.
Does not belong here: the course of levels, clients and fights; see the modules beside it.
"""

from pathlib import Path
from typing import Any

from proximity.simulator.host import errors
from proximity.simulator.host.client import Client
from proximity.simulator.host.clock import Clock
from proximity.simulator.host.entity import Entity
from proximity.simulator.host.files import FileSystem
from proximity.simulator.host.level_data import Level
from proximity.simulator.host.timing import Timings
from proximity.simulator.host.vm import Runtime, Vm

FS_GAME = "legacy"
DEFAULT_CVARS = {
    "dedicated": "2",
    "fs_game": FS_GAME,
    "g_currentRound": "0",
    "g_friendlyFire": "1",
    "g_gametype": "3",
    "g_intermissionTime": "60",
    "g_nextTimeLimit": "0",
    "g_restarted": "0",
    "gamestate": "2",
    "mod_version": "v2.85.0",
    "nextmap": "map_restart 0",
    "sv_hostname": "ETHost",
    "timelimit": "0",
}


class Process:
    """State of the server; see `Server` for how to use it."""

    def __init__(
        self,
        module: Path | str,
        home: Path,
        *,
        runtime: Runtime = "lua54",
        cvars: dict[str, str] | None = None,
        max_clients: int = 20,
        fps: int = 20,
        unix_time: float = 1_790_000_000.0,
        seed: int = 0,
    ):
        self.module = Path(module)
        self.runtime = runtime
        self.max_clients = max_clients
        self.frame_ms = 1000 // fps
        self.seed = seed
        self.clock = Clock(unix_time)
        self.timings = Timings()
        self.console: list[str] = []
        self.server_commands: list[tuple[int, str]] = []
        self.configstrings: dict[int, str] = {}
        self.userinfos: dict[int, str] = {}
        self.level: Level | None = None
        self.module_name = ""
        self.clients: dict[int, Client] = {}
        self._vm: Vm | None = None
        self._ended: errors.ServerEndedError | None = None
        self.files = FileSystem(home / FS_GAME, self._end_server)
        self.cvars = {
            **DEFAULT_CVARS,
            "fs_homepath": str(home),
            "sv_maxclients": str(max_clients),
            "sv_fps": str(fps),
            "lua_modules": self.module.name,
            **(cvars or {}),
        }

    # --- strings ----------------------------------------------------------------------------------------------------

    def set_cvar(self, name: str, value: str) -> None:
        """Set a cvar, as the console or the game does."""
        self.cvars[name] = value
        if self._vm is not None:
            self._vm.host.cvars[name] = value

    def set_configstring(self, index: int, value: str) -> None:
        """Set a configstring."""
        self.configstrings[index] = value
        if self._vm is not None:
            self._vm.host.configstrings[index] = value

    def set_userinfo(self, slot: int, userinfo: str) -> None:
        """Set a client's userinfo."""
        self.userinfos[slot] = userinfo
        if self._vm is not None:
            self._vm.host.userinfos[slot] = userinfo

    # --- the virtual machine ----------------------------------------------------------------------------------------

    @property
    def vm(self) -> Vm:
        """The virtual machine of the running level; the error that ended the server if it has ended."""
        if self._ended is not None:
            raise self._ended
        if self._vm is None:
            raise RuntimeError("no map is running: call map() first")
        return self._vm

    def entity(self, number: int) -> Entity:
        """The engine's view of an entity: all fields can be written."""
        return Entity(self.vm.host, self.vm.table_from, number)

    def heap_kb(self) -> float:
        """What the module holds of the Lua heap, in kB, garbage included."""
        return self.vm.heap_kb()

    def print_line(self, text: str) -> None:
        """A G_LogPrintf of the game: console and et_Print. The line end is added."""
        self.vm.host.print(text + "\n")
        self._check()

    def _callback(self, name: str, *arguments: int | str) -> Any:
        try:
            return self.vm.call(name, *arguments)
        except errors.ServerEndedError as end:
            self._die(end)
            raise

    def _check(self) -> None:
        if self._vm is not None and self._vm.ended is not None:
            self._die(self._vm.ended)
            raise self._vm.ended

    def _start_vm(self) -> None:
        self._vm = Vm(self.runtime, self.max_clients, self._engine(), self.timings)
        for name, value in self.cvars.items():
            self._vm.host.cvars[name] = value
        for index, value in self.configstrings.items():
            self._vm.host.configstrings[index] = value
        for slot, value in self.userinfos.items():
            self._vm.host.userinfos[slot] = value
        self._synchronise_clock()

    def _synchronise_clock(self) -> None:
        host = self.vm.host
        host.clock.wall_ms = int(self.clock.wall_ms)
        host.unix_time = self.clock.unix_time

    def _engine(self) -> dict[str, Any]:
        return {
            "console": self.console.append,
            "modname": lambda name: setattr(self, "module_name", name),
            "set_cvar": self.set_cvar,
            "set_configstring": self.set_configstring,
            "set_userinfo": self.set_userinfo,
            "console_command": lambda command: self.console.append(f"]{command}"),
            "server_command": lambda slot, command: self.server_commands.append((slot, command)),
            "fs_open": self.files.open,
            "fs_read": self.files.read,
            "fs_write": self.files.write,
            "fs_close": self.files.close,
            "fs_rename": self.files.rename,
            "fs_list": self.files.names,
        }

    # --- how it ends ------------------------------------------------------------------------------------------------

    def kill(self) -> None:
        """kill -9: no callback, the virtual machine is gone, buffered bytes are lost."""
        self._die(errors.ServerKilledError("the server was killed"))

    def _die(self, end: errors.ServerEndedError) -> None:
        self._ended = end
        self._vm = None
        self.files.drop()

    def _end_server(self, kind: str, text: str) -> None:
        end: errors.ServerEndedError = getattr(errors, kind)(text)
        if self._vm is not None:
            self._vm.ended = end
        raise end
