"""One Lua virtual machine with the engine around it: from one map load or restart to the next.

Belongs here: loading the Lua half of the host, calling into it, and noticing that the server has ended inside.
Does not belong here: which callback comes when.
"""

import importlib
from collections.abc import Callable
from importlib.resources import files
from typing import Any, Literal

from proximity.simulator.host import api, errors
from proximity.simulator.host.timing import Timings

Runtime = Literal["lua54", "luajit"]
RUNTIMES: dict[Runtime, str] = {"lua54": "lua54", "luajit": "luajit21"}
API_VERSION: dict[Runtime, str] = {"lua54": "Lua 5.4", "luajit": "LuaJIT 2.1"}


class Vm:
    """A virtual machine in which a module can be run.

    `engine` maps names that the Lua half calls back (`console`, `fs_write`, …) to Python functions.
    """

    def __init__(self, runtime: Runtime, max_clients: int, engine: dict[str, Callable[..., Any]], timings: Timings):
        lupa = importlib.import_module(f"lupa.{RUNTIMES[runtime]}")
        self._lua_error: type[Exception] = lupa.LuaError
        self._lua = lupa.LuaRuntime(
            encoding="latin-1", unpack_returned_tuples=True, register_eval=False, register_builtins=False
        )
        self._timings = timings
        self.ended: errors.ServerEndedError | None = None
        host = self._lua.table_from(dict(engine))
        start = self._chunk("start.lua")
        self.host = start(
            self._lua.table_from(
                {
                    "fields": api.text_of("fields.csv"),
                    "functions": api.text_of("functions.csv"),
                    "constants": api.text_of("constants.csv"),
                    "max_clients": max_clients,
                    "version": API_VERSION[runtime],
                    "engine": host,
                    "end_server": self._end_server,
                    "chunk": self._chunk,
                }
            )
        )
        self._call = self.host.call
        self.host.collect()
        self._baseline_kb = float(self.host.heap_kb())

    def _chunk(self, name: str) -> Any:
        """A file of the Lua half, compiled."""
        source = files(__package__).joinpath("lua", name).read_text(encoding="utf-8")
        return self._lua.execute(
            "local source, name = ... return assert((loadstring or load)(source, name))", source, f"=host/{name}"
        )

    def _end_server(self, kind: str, text: str) -> None:
        self.ended = getattr(errors, kind)(text)

    def run_module(self, source: bytes, name: str) -> bool:
        """Run the file body; false if it does not compile or raises, which drops the module."""
        is_loaded = self.host.run_module(source.decode("latin-1"), name)
        self.raise_if_ended()
        return bool(is_loaded)

    def call(self, callback: str, *arguments: int | str) -> Any:
        """Deliver a callback, timed. Returns what the module returned first, or None."""
        try:
            with_timing = self._timings.measure(callback, self._call, arguments)
        except self._lua_error:
            self.raise_if_ended()
            raise
        if self.ended is not None:
            raise self.ended
        return with_timing

    def raise_if_ended(self) -> None:
        """Raise what ended the server, if anything did."""
        if self.ended is not None:
            raise self.ended

    def table_from(self, values: Any) -> Any:
        """A Lua table of this virtual machine."""
        return self._lua.table_from(values)

    def heap_kb(self) -> float:
        """The module's share of the Lua heap in kB, garbage included."""
        return float(self.host.heap_kb()) - self._baseline_kb
