"""The state of a round that all parts of play share, and the stream of events that they write.

Does not belong here: rules and behaviour; those are functions of a battle and a soldier in the modules beside.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from proximity.simulator.match.arena import Arena, Router, Sight
from proximity.simulator.match.dice import Dice
from proximity.simulator.match.people import Bonds
from proximity.simulator.match.play.clock import Clock
from proximity.simulator.match.play.soldier import Soldier, Status
from proximity.simulator.match.sides import SIDES, Team
from proximity.simulator.match.truth.events import Event
from proximity.simulator.match.truth.frames import Body
from proximity.simulator.match.truth.round_truth import Setting

if TYPE_CHECKING:
    from proximity.simulator.match.play.blasts import Flight
    from proximity.simulator.match.play.objectives import Site

Kind = TypeVar("Kind", bound=Event)
Happening = Event | Body
"""What the stream consists of: events, and the bodies of clients who have moved."""


@dataclass(slots=True)
class Battle:
    """A round in play: `soldiers` are the connected clients by slot, `stream` what happened since it was last taken."""

    setting: Setting
    arena: Arena
    bonds: Bonds
    dice: Dice
    clock: Clock
    soldiers: dict[int, Soldier] = field(default_factory=dict)
    sites: list[Site] = field(default_factory=list)
    flights: list[Flight] = field(default_factory=list)
    alive: dict[Team, list[Soldier]] = field(default_factory=lambda: {team: [] for team in SIDES})
    wounded: list[Soldier] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    stream: list[Happening] = field(default_factory=list)
    sight: Sight = field(init=False)
    router: Router = field(init=False)
    winner: Team | None = None
    """Set by the attackers' last deed, or by a surrender."""

    def __post_init__(self) -> None:
        self.open_doors()

    @property
    def now(self) -> int:
        """The time on the round's axis."""
        return self.clock.time_ms

    @property
    def seconds(self) -> float:
        """The length of a frame."""
        return self.clock.frame_ms / 1000

    def note(self, kind: type[Kind], /, **facts: Any) -> Kind:
        """Something happens now."""
        clock = self.clock
        event = kind(time_ms=clock.time_ms, heard_ms=clock.heard_ms, level_ms=clock.level_ms, **facts)
        self.events.append(event)
        self.stream.append(event)
        return event

    def show(self, soldier: Soldier) -> None:
        """Somebody's body has changed for all to see."""
        self.stream.append(soldier.body())

    def take(self) -> list[Happening]:
        """The stream so far; it starts anew."""
        stream, self.stream = self.stream, []
        return stream

    def recount(self) -> None:
        """Bring the lists of the living and the wounded up to date, after a status has changed."""
        playing = [self.soldiers[slot] for slot in sorted(self.soldiers)]
        for team in SIDES:
            self.alive[team] = [soldier for soldier in playing if soldier.team == team and soldier.is_alive]
        self.wounded = [soldier for soldier in playing if soldier.status is Status.WOUNDED]

    def open_doors(self) -> None:
        """Look which doors are open now, and learn the ways and lines of sight that they give."""
        done = {site.objective.name for site in self.sites if site.is_done}
        doors = [door for door in self.arena.doors if not door.opened_by or door.opened_by in done]
        self.sight = Sight(self.arena, doors)
        self.router = Router(self.arena, doors)

    @property
    def stage(self) -> int:
        """The stage of the main course that the round is about; 0 when all are done."""
        open_stages = {site.objective.stage for site in self.sites if not site.is_done}
        return min(open_stages - {0}, default=0)

    def hot_site(self) -> Site | None:
        """What the round is about now."""
        stage = self.stage
        return next((site for site in self.sites if site.objective.stage == stage and stage), None)

    def sees(self, one: Soldier, other: Soldier) -> bool:
        """Whether nothing stands between two players."""
        return self.sight.is_clear(one.room, one.x, one.y, other.room, other.x, other.y)
