"""A view of one entity's fields, from the engine's side: it may write what Lua may not.

Does not belong here: what a module sees; see `lua/memory.lua`.
"""

import struct
from collections.abc import Mapping
from typing import Any

from proximity.simulator.host import api

_FLOAT = struct.Struct("f")
_KINDS = {field.name.lower(): field.kind for field in api.fields()}

Value = int | float | str | tuple[float, ...] | None


def single(value: float) -> float:
    """A number as the engine holds it: in single precision."""
    return float(_FLOAT.unpack(_FLOAT.pack(value))[0])


class Entity:
    """`entity["health"]`, `entity["ps.origin"]`, `entity["ps.stats", 8]`; the same to write.

    Vectors are tuples of three floats. Unknown names, and client fields of an entity without a client, raise KeyError.
    """

    def __init__(self, host: Any, table_from: Any, number: int):
        self._host = host
        self._table_from = table_from
        self.number = number

    def __getitem__(self, key: str | tuple[str, int]) -> Any:
        name, index = key if isinstance(key, tuple) else (key, None)
        answer = self._host.peek(self.number, name, index)
        if answer is False:
            raise KeyError(name)
        value: Any = answer[1] if isinstance(answer, tuple) else None
        return tuple(value[i] for i in (1, 2, 3)) if _KINDS[name.lower()] == "vec3" else value

    def __setitem__(self, key: str | tuple[str, int], value: Any) -> None:
        name, index = key if isinstance(key, tuple) else (key, None)
        if not self._host.poke(self.number, name, self._typed(_KINDS.get(name.lower(), ""), value), index):
            raise KeyError(name)

    def update(self, values: Mapping[str, Any]) -> None:
        """Write several fields."""
        for name, value in values.items():
            self[name] = value

    def _typed(self, kind: str, value: Any) -> Any:
        if kind == "vec3":
            return self._table_from([single(part) for part in value])
        if kind in ("float", "float_array"):
            return single(value)
        if kind in ("int", "int_array", "entity") and value is not None:
            if value != int(value):
                raise TypeError(f"{value!r} is no integer")
            return int(value)
        return value
