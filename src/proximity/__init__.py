"""Proximity: a telemetry warehouse for ET:Legacy.

The rooms below this package and the direction of their imports are described in ARCHITECTURE.md.
Nothing is imported, read or connected here.
"""

__version__ = "0.1.0"
