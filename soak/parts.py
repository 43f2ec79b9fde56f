"""The parts of the soak: which there are, and how much of each is tried.

Does not belong here: what a part does.
"""

from dataclasses import dataclass
from importlib import import_module

from soak.outcome import Outcome
from soak.workers import OnProgress


@dataclass(frozen=True)
class Part:
    """A module with `run(count, seed, on_progress) -> Outcome`, and what is counted: at full scale, and just to see
    that it works."""

    module: str
    full: int
    quick: int

    def run(self, count: int, seed: int, on_progress: OnProgress) -> Outcome:
        """Run it; the module is imported only now, because some take long."""
        outcome: Outcome = import_module(self.module).run(count, seed, on_progress)
        return outcome


PARTS = {
    "histories": Part("soak.histories", full=1_000, quick=20),
    "kills": Part("soak.kills", full=500, quick=10),
    "fuzzing": Part("soak.fuzzing", full=1_000_000, quick=20_000),
    "truncation": Part("soak.truncation", full=1_000, quick=50),
    "tracker_crashes": Part("soak.tracker.crashes", full=1_000, quick=20),
    "matches": Part("soak.tracker.matches", full=300, quick=4),
    "readers": Part("soak.readers", full=60, quick=3),
    "readers-pg": Part("soak.readers.served", full=60, quick=3),
}
