"""What can be wrong with a warehouse as a whole; each message names the symptom and the cure, and never a password.

Does not belong here: the symptoms of an engine.
"""


class WarehouseError(RuntimeError):
    """The warehouse cannot be used; the message says why and what to do."""


class NoWarehouseError(WarehouseError):
    """Nothing was loaded yet."""


class OutdatedWarehouseError(WarehouseError):
    """The staging tables are of an older version of Proximity; the next load brings them up to date."""


class BusyWarehouseError(WarehouseError):
    """Somebody else is loading."""


class InterruptedWarehouseError(WarehouseError):
    """The work was interrupted from outside, and the same work may succeed in a moment."""
