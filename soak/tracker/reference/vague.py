"""What the truth leaves open: between two frames clients move one after the other, and only frames are on record.

Does not belong here: tolerances of rounding.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Between:
    """A number from `low` to `high`."""

    low: float
    high: float
