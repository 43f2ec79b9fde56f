"""What one part of the soak did, and what went wrong.

Does not belong here: how it is shown or written down.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """`done` counts what was tried, by kind; each failure says how it can be repeated."""

    name: str
    done: dict[str, int]
    seed: int
    failures: tuple[str, ...]
    seconds: float
