"""CARRIER_EVENTS and CARRIER_KILLS: from the touch of an item to the death, the leaving or the delivery of its carrier.

Does not belong here: returns, of which the tracker writes nothing.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from soak.tracker.reference.course import TEAMS, Course, Place
from soak.tracker.reference.lives import death_type
from soak.tracker.reference.players import Player
from soak.tracker.reference.settings import Settings

#: Whose item it is → the word of the file.
ITEMS = {1: "redflag", 2: "blueflag"}


@dataclass(frozen=True)
class Carry:
    """`way` are the places of the touch, of the samples, and of the end where a module sees one."""

    carrier: Player
    item: str
    started: int
    ended: int
    outcome: str
    way: list[Place]
    samples: int
    killer: Player | None = None
    means: int = 0

    @property
    def distance(self) -> float:
        """The way along all places."""
        return sum(math.dist(one, other) for one, other in pairwise(self.way))


def all_carries(course: Course, players: list[dict[int, Player]], settings: Settings) -> list[Carry]:
    """In the order in which they ended; those that the round ended, in the order of slots."""
    found = [
        _carry(course, players, order, settings)
        for order, happening in enumerate(course.happenings)
        if happening.kind == "ObjectiveDeed" and happening.event.deed == "steal"
    ]
    return [carry for _, carry in sorted(filter(None, found), key=lambda one: one[0])]


def rows(carries: list[Carry]) -> list[dict[str, Any]]:
    """CARRIER_EVENTS."""
    return [_row(carry) for carry in carries]


def kill_rows(carries: list[Carry]) -> list[dict[str, Any]]:
    """CARRIER_KILLS."""
    return [
        {
            "kill_time": carry.ended,
            "carrier_guid": carry.carrier.guid,
            "carrier_name": carry.carrier.name,
            "carrier_team": carry.carrier.team_name,
            "killer_guid": carry.killer.guid,
            "killer_name": carry.killer.name,
            "killer_team": carry.killer.team_name,
            "means_of_death": carry.means,
            "carrier_distance_at_kill": carry.distance,
            "flag_team": carry.item,
        }
        for carry in carries
        if carry.killer
    ]


def _carry(
    course: Course, players: list[dict[int, Player]], order: int, settings: Settings
) -> tuple[tuple[float, int], Carry] | None:
    """The carry that begins with a touch and its place among all; None if it was over before a module saw it."""
    touch = course.happenings[order]
    slot, start = touch.event.slot, touch.frame
    item = ITEMS[_owner(course, touch.event.objective)]
    later = range(order + 1, len(course.happenings))
    end = next((number for number in later if _ends(course, number, slot, touch.event.objective)), None)
    until = len(course.times) if end is None else course.happenings[end].frame
    if until <= start:
        return None
    ticks = [frame for frame in course.ticks(settings.sample_interval) if start <= frame < until]
    way = [(touch.event.x, touch.event.y, touch.event.z), *(course.bodies[frame][slot].place for frame in ticks)]
    carrier = players[order][slot]
    common = (carrier, item, touch.event.time_ms)
    if end is None or (course.happenings[end].kind == "ObjectiveDeed" and _is_over(course, until)):
        won = course.end is not None and course.end.reason == "objective" and int(course.end.winner) == carrier.team
        outcome = "secured" if won else course.last_word
        return (math.inf, slot), Carry(*common, course.end_time, outcome, way, len(ticks))
    last = course.happenings[end]
    if last.kind == "Disconnected":
        return (end, slot), Carry(*common, last.event.time_ms, "disconnected", way, len(ticks))
    if last.kind == "ObjectiveDeed":
        # Nobody tells a module of a delivery: it sees it in its next frame, after what clients did before that.
        way.append(course.bodies[until][slot].place)
        seen = sum(happening.frame <= until for happening in course.happenings) - 0.5
        return (seen, slot), Carry(*common, course.times[until], "secured", way, len(ticks))
    way.append((last.event.x, last.event.y, last.event.z))
    is_kill = death_type(last.event, players[end]) == "killed"
    killer = players[end][last.event.killer_slot] if is_kill else None
    outcome = "killed" if is_kill else "dropped"
    carry = Carry(*common, last.event.time_ms, outcome, way, len(ticks), killer, last.event.means_of_death)
    return (end, slot), carry


def _is_over(course: Course, frame: int) -> bool:
    """Whether a module sees the end of the round in a frame, and looks at no carrier any more."""
    return frame >= len(course.times) or (course.end is not None and course.times[frame] >= course.end_time)


def _ends(course: Course, order: int, slot: int, objective: str) -> bool:
    happening = course.happenings[order]
    event = happening.event
    if happening.kind in ("Died", "Disconnected"):
        return bool(event.slot == slot)
    return happening.kind == "ObjectiveDeed" and (event.objective, event.deed) == (objective, "capture")


def _owner(course: Course, objective: str) -> int:
    return next(int(one.team) for one in course.truth.setting.objectives if one.name == objective)


def _row(carry: Carry) -> dict[str, Any]:
    first, last = carry.way[0], carry.way[-1]
    beeline, whole = math.dist(first, last), [math.floor(number + 0.5) for number in (*first, *last)]
    return {
        "carrier_guid": carry.carrier.guid,
        "carrier_name": carry.carrier.name,
        "carrier_team": TEAMS[carry.carrier.team],
        "flag_team": carry.item,
        "pickup_time": carry.started,
        "drop_time": carry.ended,
        "duration_ms": carry.ended - carry.started,
        "outcome": carry.outcome,
        "carry_distance": carry.distance,
        "beeline_distance": beeline,
        "efficiency": min(1.0, beeline / carry.distance) if carry.distance else 0.0,
        "path_samples": carry.samples,
        **dict(zip(("pickup_x", "pickup_y", "pickup_z", "drop_x", "drop_y", "drop_z"), whole, strict=True)),
        "killer_guid": carry.killer.guid if carry.killer else None,
        "killer_name": carry.killer.name if carry.killer else None,
    }
