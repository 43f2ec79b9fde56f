"""Everything that is known of one round: who and where, the events in order, the frames.

Does not belong here: what a tracker or a reader makes of it.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypeVar

from proximity.simulator.match.arena import Objective
from proximity.simulator.match.people import Bond, Person
from proximity.simulator.match.sides import Team
from proximity.simulator.match.truth.events import Ended, Event
from proximity.simulator.match.truth.frames import Frames
from proximity.simulator.match.truth.plain import plain

Kind = TypeVar("Kind", bound=Event)
StopKind = Literal["map_restart", "map_change", "quit", "kill"]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a round before it begins; `live_level_ms` is `level.time` at 0 of the round's axis."""

    seed: str
    server: str
    map_name: str
    match_number: int
    """In the course of the evening, from 1."""
    round_number: int
    """1 or 2 in a match."""
    attackers: Team
    fps: int
    slots: int
    """How many clients the server takes."""
    time_limit_ms: int
    wave_ms: dict[Team, int]
    wave_offset_ms: dict[Team, int]
    live_level_ms: int
    objectives: tuple[Objective, ...]


@dataclass(slots=True)
class RoundTruth:
    """One round. `next_time_limit_ms` is the time to beat that it left, 0 while it is unknown."""

    setting: Setting
    people: tuple[Person, ...]
    bonds: tuple[Bond, ...]
    events: list[Event] = field(default_factory=list)
    next_time_limit_ms: int = 0
    files: list[str] = field(default_factory=list)
    """Names of the round files that a tracker wrote of it, filled by whoever ran it on a server."""
    frames: Frames | None = None
    broken_off: StopKind | None = None
    """What ended it without an intermission."""

    def of(self, kind: type[Kind]) -> Iterator[Kind]:
        """The events of one kind, in order."""
        return (event for event in self.events if isinstance(event, kind))

    @property
    def outcome(self) -> Ended | None:
        """How it ended; None if it never did (a crash, a restart)."""
        return next(self.of(Ended), None)

    def as_json(self) -> dict[str, Any]:
        """The round in plain types, without its frames; every event has its `kind`."""
        facts = {
            "setting": asdict(self.setting),
            "people": [asdict(person) for person in self.people],
            "bonds": [asdict(bond) for bond in self.bonds],
            "events": [{"kind": type(event).__name__, **asdict(event)} for event in self.events],
            "next_time_limit_ms": self.next_time_limit_ms,
            "files": self.files,
            "broken_off": self.broken_off,
        }
        return {name: plain(value) for name, value in facts.items()}
