"""One Lua virtual machine with the engine around it: from one map load or restart to the next.

Belongs here: loading the Lua half of the host, calling into it, and noticing that the server has ended inside.
Does not belong here: which callback comes when.
"""

import importlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from proximity.simulator.host import api, errors
from proximity.simulator.host.timing import Timings

Runtime = Literal["lua54", "luajit"]
LUPA_MODULES: Mapping[Runtime, str] = {"lua54": "lua54", "luajit": "luajit21"}
API_VERSIONS: Mapping[Runtime, str] = {"lua54": "Lua 5.4", "luajit": "LuaJIT 2.1"}


@cache
def lua_sources() -> dict[str, str]:
    """The Lua half of the host: name of the file without `.lua` → its text."""
    folder = files(__package__).joinpath("lua")
    return {file.name.removesuffix(".lua"): file.read_text(encoding="utf-8") for file in folder.iterdir()}


class Vm:
    """A virtual machine in which one module runs.

    `facts` are what the Lua half has to know (`max_clients`, `base`, `fs_game`), `engine` what it can call: names →
    Python functions. Whatever such a function raises ends the server; the module cannot catch it.
    """

    def __init__(
        self, runtime: Runtime, facts: dict[str, Any], engine: dict[str, Callable[..., Any]], timings: Timings
    ) -> None:
        lupa = importlib.import_module(f"lupa.{LUPA_MODULES[runtime]}")
        # Bytes above 127 in names pass through as they are.
        self._lua = lupa.LuaRuntime(
            encoding="latin-1", unpack_returned_tuples=True, register_eval=False, register_builtins=False
        )
        self._lua_error: type[Exception] = lupa.LuaError
        self._timings = timings
        self.ended: Exception | None = None
        start = self._lua.execute("return (loadstring or load)(...)", lua_sources()["start"], "=host/start")
        given = {
            **facts,
            **{name: api.text_of(f"{name}.csv") for name in ("fields", "functions", "constants", "spawn_keys")},
            "version": API_VERSIONS[runtime],
            "sources": self._lua.table_from(lua_sources()),
            "engine": self._lua.table_from({name: self._guarded(function) for name, function in engine.items()}),
            "end_server": self._end_server,
        }
        self.host = start(self._lua.table_from(given))
        self._call = self.host.call
        self.host.collect()
        self._own_heap_kb = float(self.host.heap_kb())

    def run_module(self, source: bytes, name: str) -> bool:
        """Run the file body; false if it is too long, does not compile or raises: the server goes on without it."""
        return bool(self.run(self.host.run_module, source.decode("latin-1"), name))

    def call(self, callback: str, *arguments: int | str) -> Any:
        """Deliver a callback, timed. What the module returned first; None if it has no such function or it failed."""
        return self.run(self._timings.measure, callback, self._call, arguments)

    def run(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Call something that runs code of the module; raises what ended the server meanwhile."""
        try:
            answer = function(*arguments)
        except self._lua_error:
            if self.ended is None:
                raise
            answer = None
        if self.ended is not None:
            raise self.ended
        return answer

    def kill_after(self, instructions: int) -> None:
        """End the server after so many instructions, counted from the next callback on."""
        self._call = self.host.kill_after(instructions)

    def table_from(self, values: Any) -> Any:
        """A Lua table of this virtual machine."""
        return self._lua.table_from(values)

    def close(self, end: Exception | None = None) -> None:
        """Free the virtual machine at once. Finalizers of the module run, but reach nothing any more after an `end`."""
        self.ended = self.ended or end
        del self.host, self._call, self._lua

    def snapshot(self) -> dict[str, Any]:
        """The engine's memory of entities, to be taken over by another virtual machine."""
        return {"entities": _plain(self.host.entities), "following": _plain(self.host.following)}

    def restore(self, memory: dict[str, Any]) -> None:
        """Take over the memory that another virtual machine had."""
        for number, fields in memory["entities"].items():
            for name, value in fields.items():
                self.host.entities[number][name] = self._from_plain(value)
        for watcher, watched in memory["following"].items():
            self.host.following[watcher] = watched

    def heap_kb(self, *, is_collected: bool) -> float:
        """The module's share of the Lua heap in kB; `is_collected` collects the garbage first."""
        if is_collected:
            self.host.collect()
        return float(self.host.heap_kb()) - self._own_heap_kb

    def _from_plain(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return self._lua.table_from({key: self._from_plain(item) for key, item in value.items()})

    def _end_server(self, kind: str, text: str) -> None:
        self.ended = getattr(errors, kind)(text)

    def _guarded(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            if self.ended is not None:
                raise self.ended
            try:
                return function(*arguments)
            except Exception as error:
                self.ended = error
                self.host.stop()
                raise

        return call


def _plain(value: Any) -> Any:
    """A Lua table as dictionaries."""
    return {key: _plain(item) for key, item in value.items()} if hasattr(value, "items") else value
