"""Lua modules → one file: each module becomes a function, in an order in which what it requires stands above it.

Does not belong here: reading and writing files.
"""

import re
from collections.abc import Mapping

#: ET:Legacy refuses longer modules (guide, section 1.1).
LARGEST_BYTES = 1024 * 1024
REQUIRE = re.compile(r"^local \w+ = require\(\"(\w+)\"\)$", re.MULTILINE)

PROLOGUE = """\
-- Proximity: the telemetry tracker for ET:Legacy servers, in one file.
-- Made by `make tracker` from the modules of lua/src/: change those, not this file.

local loaded = {}
local function require(name)
  return loaded[name]
end
"""


class BundleError(ValueError):
    """The modules cannot be put together; says which one is to blame."""


def bundle(modules: Mapping[str, str], main: str = "main") -> str:
    """The file that a server loads. `modules` maps names to sources; everything that `main` needs is taken.

    Raises BundleError for a module that is missing, not needed or needs itself, and for a file of more than 1 MiB.
    """
    order = _in_order(modules, main)
    if unused := sorted(set(modules) - set(order)):
        raise BundleError(f"no module requires {', '.join(unused)}: remove it, or require it where it is used")
    text = PROLOGUE + "".join(_as_function(name, modules[name]) for name in order)
    if (size := len(text.encode())) > LARGEST_BYTES:
        raise BundleError(f"{size} bytes are more than the {LARGEST_BYTES} that a server loads: shorten the modules")
    return text


def _in_order(modules: Mapping[str, str], main: str) -> list[str]:
    """`main` after everything that it requires, each module once."""
    order: list[str] = []

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise BundleError(f"modules require each other: {' → '.join((*above, name))}")
        if name not in modules:
            raise BundleError(f"{above[-1] if above else 'the bundle'} requires {name}, but there is no {name}.lua")
        if name not in order:
            for needed in REQUIRE.findall(modules[name]):
                visit(needed, (*above, name))
            order.append(name)

    visit(main, ())
    return order


def _as_function(name: str, source: str) -> str:
    rule = "-" * (110 - len(name))
    return f"\n-- {name}.lua {rule}\n\nloaded.{name} = (function()\n{source}end)()\n"
