"""Makes the one file that a server loads from the modules of `lua/src/`.

Belongs here: putting the modules together, and the limits that a server sets for the result.
Does not belong here: what the tracker does; running it.
"""

from proximity.tracker_release.bundle import BundleError, bundle

__all__ = ["BundleError", "bundle"]
