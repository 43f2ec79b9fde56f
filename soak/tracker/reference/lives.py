"""Lives: from a spawn to the final end, with the times in between in which the player lay dead and was revived.

Does not belong here: what is written of a life (`tracks`).
"""

from dataclasses import dataclass, field

from soak.tracker.reference.course import ALLIES, AXIS, Course, Event, Happening, Place
from soak.tracker.reference.players import Player

FALLING = 32


@dataclass
class Stretch:
    """A time alive. Frames `begin` to `end - 1` show it; `order` and `end_order` are places among the happenings."""

    rise: str
    order: int
    begin: int
    started: int
    place: Place
    health: int
    weapon: int
    fall: str = ""
    end_order: int = 0
    end: int = 0
    ended: int = 0
    end_place: Place = (0.0, 0.0, 0.0)
    killer: Player | None = None

    def has(self, order: int) -> bool:
        """Whether a happening falls into it; the one that ends it does."""
        return self.order < order <= self.end_order

    def shows(self, frame: int) -> bool:
        """Whether the player lives in a frame."""
        return self.begin <= frame < self.end


@dataclass
class Life:
    """`player` as he was at the spawn."""

    player: Player
    stretches: list[Stretch] = field(default_factory=list)

    @property
    def last(self) -> Stretch:
        """The last time alive: its end is that of the life."""
        return self.stretches[-1]


def all_lives(course: Course, players: list[dict[int, Player]]) -> list[Life]:
    """Every life of a round, in the order of their spawns."""
    lives: list[Life] = []
    current: dict[int, Life] = {}
    alive: dict[int, Stretch] = {}
    for order, (happening, present) in enumerate(zip(course.happenings, players, strict=True)):
        slot = getattr(happening.event, "slot", -1)
        if _begins_a_life(happening):
            current[slot] = Life(present[slot])
            lives.append(current[slot])
        if _begins_a_life(happening) or happening.kind == "Revived":
            alive[slot] = _risen(course, happening, order)
            current[slot].stretches.append(alive[slot])
        elif happening.kind in ("Died", "Disconnected") and slot in alive:
            _end(course, alive.pop(slot), happening, order, present)
    for slot, stretch in alive.items():
        stretch.fall, stretch.end_order, stretch.end = course.last_word, len(course.happenings), len(course.times)
        stretch.ended, stretch.end_place = course.end_time, course.bodies[-1][slot].place
    return lives


def death_type(event: Event, present: dict[int, Player]) -> str:
    """What a death was, in the words of the file."""
    if event.killer_slot == event.slot:
        return "selfkill"
    if event.killer_slot < 0:
        return "fallen" if event.means_of_death == FALLING else "world"
    killer = present.get(event.killer_slot)
    is_team_kill = killer is not None and killer.team == event.team and killer.team in (AXIS, ALLIES)
    return "teamkill" if is_team_kill else "killed"


def _begins_a_life(happening: Happening) -> bool:
    return happening.kind == "Spawned" and happening.event.kind in ("begin", "wave")


def _risen(course: Course, happening: Happening, order: int) -> Stretch:
    event = happening.event
    rise, armed = "spawn", event
    if happening.kind == "Revived":
        # The engine spawns him first, and only then sets health and place.
        armed = next(other.event for other in reversed(course.happenings[:order]) if _is_rise_of(other, event.slot))
        rise = "revived"
    place = (event.x, event.y, event.z)
    return Stretch(rise, order, happening.frame, event.time_ms, place, event.health, armed.weapon)


def _is_rise_of(happening: Happening, slot: int) -> bool:
    return happening.kind == "Spawned" and happening.event.slot == slot and happening.event.kind == "revive"


def _end(course: Course, stretch: Stretch, happening: Happening, order: int, present: dict[int, Player]) -> None:
    event = happening.event
    stretch.end_order, stretch.end, stretch.ended = order, happening.frame, event.time_ms
    if happening.kind == "Disconnected":
        stretch.fall = "disconnect"
        stretch.end_place = course.bodies[happening.frame - 1][event.slot].place
        return
    stretch.fall = death_type(event, present)
    stretch.end_place = (event.x, event.y, event.z)
    stretch.killer = present.get(event.killer_slot) if stretch.fall in ("killed", "teamkill") else None
