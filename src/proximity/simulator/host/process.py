"""The server process: clocks, cvars, configstrings, files, the console, and the virtual machine of the moment.

Belongs here: what outlives a map, and how the process ends.
Does not belong here: the course of levels, clients and fights; see the modules beside it.
"""

import random
from pathlib import Path
from typing import Any

from proximity.simulator.host import defaults
from proximity.simulator.host.client import Client
from proximity.simulator.host.clock import Clock
from proximity.simulator.host.errors import EngineError, ServerEndedError, ServerKilledError, ServerQuitError
from proximity.simulator.host.files import FileSystem
from proximity.simulator.host.level_data import Level
from proximity.simulator.host.timing import Timings
from proximity.simulator.host.vm import Runtime, Vm

PROTECTED_CVARS = ("fs_basepath", "fs_game", "fs_homepath")


class Process:
    """State of the server; `Server` says how to use it.

    `console` is what was printed, `server_commands` what the module sent to clients (slot, -1 for all; command),
    `console_commands` what it wanted executed, `files` what it wrote, `clock` its time; `cvars`, `configstrings` and
    `userinfos` are to be read here and written by their `set_` methods.
    """

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
    ) -> None:
        self.module = Path(module)
        self.home = home
        self.runtime = runtime
        self.max_clients = max_clients
        self.frame_ms = 1000 // fps
        self.clock = Clock(unix_time)
        self.timings = Timings()
        self.console: list[str] = []
        self.console_commands: list[str] = []
        self.server_commands: list[tuple[int, str]] = []
        self.configstrings: dict[int, str] = {}
        self.userinfos: dict[int, str] = {}
        self.clients: dict[int, Client] = {}
        self.level: Level | None = None
        self.module_name = ""
        self.files = FileSystem(home / defaults.FS_GAME)
        self._random = random.Random(seed)
        self._limbo: list[int] = []
        self._due: frozenset[int] = frozenset()
        self._due_next: frozenset[int] = frozenset()
        self._vm: Vm | None = None
        self._ended: ServerEndedError | None = None
        self.cvars = {
            **defaults.CVARS,
            "fs_basepath": str(home),
            "fs_homepath": str(home),
            "sv_maxclients": str(max_clients),
            "sv_fps": str(fps),
            "lua_modules": self.module.name,
            **(cvars or {}),
        }

    # --- strings ----------------------------------------------------------------------------------------------------

    def set_cvar(self, name: str, value: str) -> None:
        """Set a cvar, as the console or the game does."""
        known_name = next((known for known in self.cvars if known.lower() == name.lower()), name)
        self.cvars[known_name] = value
        if self._vm is not None:
            self._vm.host.cvars[name.lower()] = value

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

    def print_line(self, text: str) -> None:
        """A print of the game, which adds the line end: to the console and to et_Print."""
        self._run(self.vm.host.print, text + "\n")

    # --- the virtual machine ----------------------------------------------------------------------------------------

    @property
    def vm(self) -> Vm:
        """The virtual machine of the running level; raises what ended the server, if it has ended."""
        if self._ended is not None:
            raise self._ended
        if self._vm is None:
            raise RuntimeError("no level is running: call map() first")
        return self._vm

    @property
    def _level(self) -> Level:
        if self.level is None:
            raise RuntimeError("no level is running: call map() first")
        return self.level

    def heap_kb(self, *, is_collected: bool = False) -> float:
        """What the module holds of the Lua heap, in kB: with its garbage, or after a full collection."""
        return self.vm.heap_kb(is_collected=is_collected)

    def callback_overhead_ms(self, calls: int = 2000) -> float:
        """What a timed callback costs by itself: the median for one that the module does not have."""
        timings = Timings(is_on=True, clock=self.timings.clock)
        for _ in range(calls):
            timings.measure("et_Nothing", self.vm.host.call, ())
        return timings.summary("et_Nothing").p50_ms

    def kill_after(self, *, instructions: int | None = None, file_calls: int | None = None) -> None:
        """Arm a kill -9 in the middle of the module's code: `ServerKilledError` comes out of the call that runs it.

        `instructions` are those of the present virtual machine, counted from the next callback on. `file_calls`: so
        many calls that change a file still succeed, the next one does not.
        """
        if instructions is not None:
            self.vm.kill_after(instructions)
        if file_calls is not None:
            self.files.calls_before_kill = file_calls

    def kill(self) -> None:
        """kill -9 between two calls: no callback, the virtual machine is gone, buffered bytes are lost."""
        self._die(ServerKilledError("the server was killed"))

    def _is_cancelled(self, callback: str, *arguments: int | str) -> bool:
        """Deliver a callback that can take over: only the number 1 does, true does not."""
        answer = self._callback(callback, *arguments)
        return answer is not True and answer == 1

    def _callback(self, name: str, *arguments: int | str) -> Any:
        try:
            return self.vm.call(name, *arguments)
        except ServerEndedError as end:
            self._die(end)
            raise

    def _run(self, function: Any, *arguments: Any) -> Any:
        try:
            return self.vm.run(function, *arguments)
        except ServerEndedError as end:
            self._die(end)
            raise

    def _die(self, end: ServerEndedError) -> None:
        self._ended = end
        self._close_vm(end)
        self.files.drop_all()

    def _exit(self) -> None:
        """The process ends in order."""
        self._ended = ServerQuitError("the server has quit")
        self.files.close_all()

    def _close_vm(self, end: Exception | None = None) -> None:
        if self._vm is not None:
            self._vm.close(end)
        self._vm = None

    def _start_vm(self) -> None:
        facts = {"max_clients": self.max_clients, "base": str(self.home), "fs_game": defaults.FS_GAME}
        self._vm = Vm(self.runtime, facts, self._engine(), self.timings)
        host = self._vm.host
        for name, value in self.cvars.items():
            host.cvars[name.lower()] = value
        for index, value in self.configstrings.items():
            host.configstrings[index] = value
        for slot, value in self.userinfos.items():
            host.userinfos[slot] = value
        self._set_clocks()
        self._run(self._vm.run_module, self.module.read_bytes(), self.module.name)

    def _set_clocks(self) -> None:
        host = self.vm.host
        host.clock.wall_ms = int(self.clock.wall_ms)
        host.unix_time = self.clock.unix_time

    def _engine(self) -> dict[str, Any]:
        """What the Lua half calls."""
        return {
            "console": self.console.append,
            "register": self._register,
            "set_cvar": self._set_cvar_of_module,
            "set_configstring": self.set_configstring,
            "set_userinfo": self.set_userinfo,
            "console_command": lambda when, command: self.console_commands.append(command),
            "server_command": lambda slot, command: self.server_commands.append((slot, command)),
            "fs_open": self.files.open,
            "fs_read": self.files.read,
            "fs_write": self.files.write,
            "fs_close": self.files.close,
            "fs_rename": self.files.rename,
            "fs_list": self.files.names,
        }

    def _register(self, name: str) -> None:
        self.module_name = name

    def _set_cvar_of_module(self, name: str, value: str) -> None:
        if name.lower() in PROTECTED_CVARS:
            raise EngineError(f"{name} is a protected cvar")
        self.set_cvar(name, value)
