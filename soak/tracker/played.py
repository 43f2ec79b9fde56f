"""Simulated matches on the fake server, recorded by the tracker: the truth about each round and the file of it.

Does not belong here: what a file should say (`reference`).
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from proximity.settings import PROJECT_ROOT
from proximity.simulator.host.vm import Runtime
from proximity.simulator.match.driving import Session
from proximity.simulator.match.evening import Recipe, evenings
from proximity.simulator.match.truth import RoundTruth
from soak.tracker.reference import Settings

MODULE = PROJECT_ROOT / "lua" / "proximity_tracker.lua"


@dataclass(frozen=True)
class Played:
    """A round that was played to its end or broken off, and the name and bytes of its file."""

    truth: RoundTruth
    file_name: str
    content: bytes


def played_rounds(
    recipe: Recipe, settings: Settings | None = None, *, rounds: int = 2, runtime: Runtime = "lua54"
) -> Iterator[Played]:
    """The first rounds of a recipe's first evening. The same arguments give the same bytes.

    Raises:
        LookupError: the files are not one a round.
    """
    with TemporaryDirectory() as home:
        evening, cvars = next(evenings(recipe)), (settings or Settings()).cvars()
        session = Session(evening, MODULE, Path(home), runtime=runtime, cvars=cvars)
        owed: deque[RoundTruth] = deque()
        for truth, files in _played(session, rounds):
            owed += [truth] if truth else []
            for path in map(Path, files):
                if not owed:
                    raise LookupError(f"{path.name} is a file of no round")
                yield Played(owed.popleft(), path.name, path.read_bytes())
        if owed:
            raise LookupError(f"{len(owed)} rounds left no file")


def _played(session: Session, rounds: int) -> Iterator[tuple[RoundTruth | None, list[str]]]:
    """Each round with the files that came with it. Of a killed server's round that is the next one's."""
    sheets = session.evening.sheets()
    for sheet in islice(sheets, rounds):
        live = session.go_live(sheet)
        live.play()
        truth = session.finish(live)
        yield truth, truth.files
    if truth.broken_off == "kill":
        session.go_live(next(sheets))
        yield None, session.new_files()
