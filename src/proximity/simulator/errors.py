"""What a user of the simulator can do something about.

Does not belong here: errors of the fake server (`host.errors`).
"""


class SimulationError(ValueError):
    """A wish that cannot be simulated, or a map that makes no map; the message says what to change."""
