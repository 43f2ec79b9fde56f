"""Engagements: every stretch alive is cut into the fights in which its player was under enemy fire.

A fight begins with the first hit by an enemy. It goes on while hits follow, and is over with the stretch, or before it
in the first frame in which the last hit is `escape_time` ago and the player is `escape_distance` away from where it met
him (an escape), or in which it is `engagement_timeout` ago (a time-out).
Does not belong here: crossfire (`crossfires`), reactions (`reactions`).
"""

import math
from dataclasses import dataclass, field
from typing import Any

from soak.tracker.reference.course import Course, Event, Place
from soak.tracker.reference.crossfires import crossfire_of
from soak.tracker.reference.lives import Life, Stretch
from soak.tracker.reference.players import Player
from soak.tracker.reference.settings import Settings

DEATHS = ("killed", "teamkill", "selfkill", "fallen", "world")


@dataclass(frozen=True)
class Blow:
    """A hit of an enemy on somebody alive: its place among the happenings, frames seen before it, who hit whom."""

    order: int
    frame: int
    event: Event
    attacker: Player
    target: Player

    @property
    def time(self) -> int:
        """On the round's axis."""
        time: int = self.event.time_ms
        return time

    @property
    def place(self) -> Place:
        """Where it met the target."""
        return (self.event.target_x, self.event.target_y, self.event.target_z)


@dataclass
class Fight:
    """One engagement. `end` is the number of frames seen before its end, `end_order` its place among the happenings."""

    target: Player
    stretch: Stretch
    blows: list[Blow] = field(default_factory=list)
    outcome: str = ""
    end: int = 0
    end_order: float = 0
    ended: int = 0
    end_place: Place = (0.0, 0.0, 0.0)

    @property
    def started(self) -> int:
        """Time of the first hit."""
        return self.blows[0].time

    def attackers(self) -> dict[str, list[Blow]]:
        """Key of each attacker → his hits, in the order of their first ones."""
        hits: dict[str, list[Blow]] = {}
        for blow in self.blows:
            hits.setdefault(blow.attacker.key, []).append(blow)
        return hits

    def seen(self, course: Course, settings: Settings) -> list[tuple[int, Place, str]]:
        """Time, place and event of hits and samples in the order in which they happened."""
        sightings = [(blow.frame, 1, blow.order, blow.time, blow.place, "hit") for blow in self.blows]
        for frame in course.ticks(settings.sample_interval):
            # A fight that ends in a frame ends after the samples of it.
            if self.blows[0].frame <= frame < self.end and self.stretch.shows(frame):
                place = course.bodies[frame][self.target.slot].place
                sightings.append((frame + 1, 0, 0, course.times[frame], place, "sample"))
        return [(time, place, event) for *_, time, place, event in sorted(sightings)]


def all_fights(course: Course, lives: list[Life], players: list[dict[int, Player]], settings: Settings) -> list[Fight]:
    """Every engagement of the round, numbered by its place: in the order of the first hits."""
    blows = [
        Blow(
            order,
            happening.frame,
            happening.event,
            present[happening.event.attacker_slot],
            present[happening.event.target_slot],
        )
        for order, (happening, present) in enumerate(zip(course.happenings, players, strict=True))
        if happening.kind == "Hit" and _is_enemy_fire(happening.event, present)
    ]
    fights: list[Fight] = []
    for life in lives:
        for stretch in life.stretches:
            taken = [blow for blow in blows if blow.event.target_slot == life.player.slot and stretch.has(blow.order)]
            fights += _cut(course, stretch, taken, settings)
    return sorted(fights, key=lambda fight: fight.blows[0].order)


def rows(course: Course, fights: list[Fight], settings: Settings) -> list[dict[str, Any]]:
    """ENGAGEMENTS."""
    return [_row(course, number, fight, settings) for number, fight in enumerate(fights, start=1)]


def _is_enemy_fire(event: Event, present: dict[int, Player]) -> bool:
    if event.attacker_slot < 0 or event.damage < 1 or event.target_health <= 0:
        return False
    teams = {present[event.attacker_slot].team, present[event.target_slot].team}
    return teams == {1, 2}


def _cut(course: Course, stretch: Stretch, blows: list[Blow], settings: Settings) -> list[Fight]:
    fights: list[Fight] = []
    for blow in blows:
        if not fights or fights[-1].outcome:
            fights.append(Fight(blow.target, stretch))
        fights[-1].blows.append(blow)
        following = next((other for other in blows if other.order > blow.order), None)
        _leave_alone(course, fights[-1], following.frame if following else stretch.end, settings)
    if fights and not fights[-1].outcome:
        last = fights[-1]
        last.outcome, last.end, last.end_order = stretch.fall, stretch.end, stretch.end_order
        last.ended, last.end_place = stretch.ended, stretch.end_place
    return fights


def _leave_alone(course: Course, fight: Fight, until_frame: int, settings: Settings) -> None:
    """End the fight if nobody hits before `until_frame` and the target gets away or waits long enough."""
    last = fight.blows[-1]
    for frame in range(last.frame, until_frame):
        quiet = course.times[frame] - last.time
        if course.is_paused[frame] or quiet < settings.escape_time:
            continue
        place = course.bodies[frame][fight.target.slot].place
        is_away = math.dist(place, last.place) >= settings.escape_distance
        if is_away or quiet >= settings.engagement_timeout:
            fight.outcome = "escaped" if is_away else "timeout"
            fight.end, fight.ended, fight.end_place = frame + 1, course.times[frame], place
            fight.end_order = _after_frame(course, frame)
            return


def _after_frame(course: Course, frame: int) -> float:
    """Place among the happenings of something that a module did in a frame: behind all that came before it."""
    return sum(happening.frame <= frame for happening in course.happenings) - 0.5


def _row(course: Course, number: int, fight: Fight, settings: Settings) -> dict[str, Any]:
    killer = fight.stretch.killer if fight.outcome == fight.stretch.fall else None
    credited = killer if fight.outcome == "killed" else None
    crossfire = crossfire_of([(blow.time, blow.attacker.key) for blow in fight.blows], settings.crossfire_window)
    attackers = fight.attackers()
    places = [blow.place for blow in fight.blows]
    terminal = "escape" if fight.outcome == "escaped" else "death" if fight.outcome in DEATHS else fight.outcome
    seen = fight.seen(course, settings)
    return {
        "id": number,
        "start_time": fight.started,
        "end_time": fight.ended,
        "duration": fight.ended - fight.started,
        "target_guid": fight.target.guid,
        "target_name": fight.target.name,
        "target_team": fight.target.team_name,
        "outcome": fight.outcome,
        "total_damage": sum(blow.event.damage for blow in fight.blows),
        "killer_guid": killer.guid if killer else None,
        "killer_name": killer.name if killer else None,
        "num_attackers": len(attackers),
        "is_crossfire": crossfire is not None,
        "crossfire_delay": crossfire.delay if crossfire else None,
        "start": places[0],
        "end": fight.end_place,
        "distance_traveled": sum(map(math.dist, places, [*places[1:], fight.end_place])),
        "crossfire_participants": [
            attackers[key][0].attacker.guid for key in (crossfire.participants if crossfire else ())
        ],
        "positions": [
            (fight.started, *places[0], "start"),
            *((time, *place, event) for time, place, event in seen),
            (fight.ended, *fight.end_place, terminal),
        ],
        "attackers": [_attacker(key, blows, credited) for key, blows in attackers.items()],
    }


def _attacker(key: str, blows: list[Blow], killer: Player | None) -> tuple[Any, ...]:
    weapons: dict[int, int] = {}
    for blow in blows:
        weapon = 0 if blow.attacker.is_in_limbo else blow.event.weapon
        weapons[weapon] = weapons.get(weapon, 0) + 1
    first = blows[0].attacker
    return (
        first.guid,
        first.name,
        first.team_name,
        sum(blow.event.damage for blow in blows),
        len(blows),
        blows[0].time,
        blows[-1].time,
        killer is not None and killer.key == key,
        tuple(sorted(weapons.items())),
    )
