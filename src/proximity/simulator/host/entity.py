"""A view of one entity's fields, from the engine's side: it may write what Lua may not.

Does not belong here: what a module sees; see `lua/memory.lua`.
"""

from array import array
from collections.abc import Iterable, Mapping
from typing import Any

from proximity.simulator.host import api

_KINDS = {field.name.lower(): field.kind for field in api.fields()}

Key = str | tuple[str, int]


def single_precision(values: Iterable[float]) -> list[float]:
    """Numbers as the engine holds them, in 32 bits: what a module reads of a position."""
    return array("f", values).tolist()


class Entity:
    """`entity["health"]`, `entity["ps.origin"]`, `entity["ps.stats", 8]`; the same to write.

    Names are those of gentity_get, in any case. Vectors are tuples of three floats, strings and entity numbers may be
    None. Unknown names, and client fields of an entity without a client, raise KeyError; a fraction for an integer
    raises TypeError.
    """

    def __init__(self, host: Any, table_from: Any, number: int) -> None:
        self._host = host
        self._table_from = table_from
        self.number = number

    def __getitem__(self, key: Key) -> Any:
        name, index = key if isinstance(key, tuple) else (key, None)
        answer = self._host.peek(self.number, name, index)
        if answer is False:
            raise KeyError(f"entity {self.number} has no field {name}")
        value: Any = answer[1]
        kind = _KINDS[name.lower()]
        if kind == "vec3":
            return tuple(float(value[i]) for i in (1, 2, 3))
        return float(value) if kind.startswith("float") else value

    def __setitem__(self, key: Key, value: Any) -> None:
        name, index = key if isinstance(key, tuple) else (key, None)
        if not self._host.poke(self.number, name, self._typed(name, value), index):
            raise KeyError(f"entity {self.number} has no field {name}")

    def update(self, values: Mapping[Any, Any]) -> None:
        """Write several fields; keys as for single ones."""
        for key, value in values.items():
            self[key] = value

    def add(self, key: Key, amount: int | float) -> None:
        """Count something up or down."""
        self[key] = self[key] + amount

    def _typed(self, name: str, value: Any) -> Any:
        kind = _KINDS.get(name.lower(), "")
        if kind == "vec3":
            return self._table_from(single_precision(value))
        if kind.startswith("float"):
            return single_precision([value])[0]
        if kind.startswith("int") or (kind == "entity" and value is not None):
            if value != int(value):
                raise TypeError(f"{name} is an integer, not {value!r}")
            return int(value)
        return self._table_from(value) if kind == "weaponstat_array" else value
