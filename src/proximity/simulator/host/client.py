"""A connected client, as the server knows him over map loads and restarts.

Does not belong here: his fields as a module reads them.
"""

from dataclasses import dataclass, field
from typing import Any

from proximity.simulator.host.entity import Key
from proximity.simulator.host.level_data import SPECTATOR


@dataclass
class Client:
    """One occupied slot. `session` is what the engine keeps in its session file: fields `sess.*` of the last level."""

    name: str
    guid: str
    is_bot: bool
    team: int = SPECTATOR
    player_class: int = 0
    latched_class: int = 0
    weapon: int = 0
    sidearm: int = 0
    max_health: int = 100
    has_begun: bool = False
    session: dict[Key, Any] = field(default_factory=dict)

    def configstring(self) -> str:
        """CS_PLAYERS of this client; et_ClientUserinfoChanged comes when it changes."""
        weapons = f"\\w\\{self.weapon}\\lw\\{self.weapon}\\sw\\{self.sidearm}\\lsw\\{self.sidearm}"
        return (
            f"n\\{self.name}\\t\\{self.team}\\c\\{self.player_class}\\lc\\{self.latched_class}\\r\\0"
            f"\\m\\0000000\\s\\0000000\\dn\\-1{weapons if self.weapon else ''}\\ref\\0\\u\\255"
        )
