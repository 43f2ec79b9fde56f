"""What the server remembers of a client over map loads and restarts: his session.

Does not belong here: his fields as a module reads them.
"""

from dataclasses import dataclass

from proximity.simulator.host.level_data import SPECTATOR


@dataclass
class Client:
    """What the server remembers of a connected client over map loads and restarts."""

    name: str
    guid: str
    is_bot: bool
    team: int = SPECTATOR
    player_class: int = 0
    has_begun: bool = False
