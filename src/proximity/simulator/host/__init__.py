"""A faithful fake of an ET:Legacy server: the engine's side of its Lua API, in simulated time.

Belongs here: what a real server does around a module, as measured and as read from its source.
Does not belong here: game rules, matches, and anything about the tracker.

What it leaves out: the world (traces hit nothing), snapshots and what clients are sent beyond a list of commands,
weapon statistics and et_Chat, console commands of the module (listed, not executed), other modules beside the one.
A kill loses what the engine's file handles had buffered, not what Lua's own `io` had.
"""

from proximity.simulator.host.errors import (
    EngineError,
    ProcessExitError,
    ServerEndedError,
    ServerKilledError,
    ServerQuitError,
    StackOverflowError,
)
from proximity.simulator.host.level_data import ALLIES, AXIS, SPECTATOR, Level, MapScript
from proximity.simulator.host.server import Server

__all__ = [
    "ALLIES",
    "AXIS",
    "SPECTATOR",
    "EngineError",
    "Level",
    "MapScript",
    "ProcessExitError",
    "Server",
    "ServerEndedError",
    "ServerKilledError",
    "ServerQuitError",
    "StackOverflowError",
]
