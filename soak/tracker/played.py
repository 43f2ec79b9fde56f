"""Simulated matches on the fake server, recorded by the tracker: the truth about each round and the file of it.

Does not belong here: what a file should say; see the reference. Small rounds by hand: see `playing`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.tracker.reference import Settings

from proximity.simulator.host.vm import Runtime
from proximity.simulator.match.driving import Session
from proximity.simulator.match.evening import Recipe, evenings
from proximity.simulator.match.truth import RoundTruth

MODULE = Path(__file__).parents[2] / "lua" / "proximity_tracker.lua"


@dataclass(frozen=True)
class Played:
    """A round that was played to its end, and the name and bytes of its file."""

    truth: RoundTruth
    file_name: str
    content: bytes


def played_rounds(
    recipe: Recipe, settings: Settings | None = None, *, rounds: int = 2, runtime: Runtime = "lua54"
) -> Iterator[Played]:
    """The first rounds of a recipe's first evening. The same arguments give the same bytes.

    Raises:
        ValueError: a round left no file, or more than one.
    """
    with TemporaryDirectory() as home:
        evening, cvars = next(evenings(recipe)), (settings or Settings()).cvars()
        session = Session(evening, MODULE, Path(home), runtime=runtime, cvars=cvars)
        for truth in islice(session.rounds(), rounds):
            (path,) = map(Path, truth.files)
            yield Played(truth, path.name, path.read_bytes())
