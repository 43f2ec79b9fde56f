"""KILL_OUTCOME: what became of the victim of each kill of an enemy.

Does not belong here: the kill (`kills`).
"""

from dataclasses import dataclass
from typing import Any

from soak.tracker.reference.course import TEAMS, Course, Happening
from soak.tracker.reference.kills import Kill
from soak.tracker.reference.players import Player

#: Causes of limbo that leave nobody to revive.
BODY_IS_LOST = ("gib", "forced")


@dataclass(frozen=True)
class Outcome:
    """How the victim's time as a body ended, when, and who did it; whether he waits for a wave from then on."""

    name: str
    time: int
    doer: Player | None = None
    waits: bool = False


def rows(course: Course, kills: list[Kill], players: list[dict[int, Player]]) -> list[dict[str, Any]]:
    """One row a kill."""
    return [_row(course, kill, _outcome(course, kill, players)) for kill in kills]


def _outcome(course: Course, kill: Kill, players: list[dict[int, Player]]) -> Outcome:
    """What comes first of the events that end the victim's time as a body."""
    slot = kill.victim.slot
    blow = next(other for other in reversed(course.happenings[: kill.order]) if _is_hit_on(other, slot))
    by = players[kill.order].get(blow.event.attacker_slot)
    for happening, present in zip(course.happenings[kill.order + 1 :], players[kill.order + 1 :], strict=True):
        event = happening.event
        if _is_hit_on(happening, slot):
            # Of somebody who has left, or of the world, there is nobody to name; nor of the victim himself.
            by = present.get(event.attacker_slot) if event.attacker_slot != slot else None
        elif getattr(event, "slot", None) != slot:
            continue
        elif happening.kind == "WentToLimbo" and event.cause in BODY_IS_LOST:
            return Outcome("gibbed", event.time_ms, by, waits=True)
        elif happening.kind == "WentToLimbo" and happening.frame < len(course.times):
            # Nobody tells a module: it sees it in its next frame, by when a wave may have taken him.
            is_back = any(_is_spawn_of(other, slot, happening.frame) for other in course.happenings)
            return Outcome("tapped_out", course.times[happening.frame], waits=not is_back)
        elif happening.kind == "Spawned" and event.kind == "spectate":
            # Who goes watching leaves his body, and waits for no wave.
            return Outcome("tapped_out", event.time_ms)
        elif happening.kind == "Revived":
            return Outcome("revived", event.time_ms, present.get(event.medic_slot))
        elif happening.kind == "Disconnected":
            return Outcome("expired", event.time_ms)
    return Outcome("round_end", course.end_time)


def _is_spawn_of(happening: Happening, slot: int, frame: int) -> bool:
    return happening.kind == "Spawned" and (happening.event.slot, happening.frame) == (slot, frame)


def _is_hit_on(happening: Happening, slot: int) -> bool:
    return happening.kind == "Hit" and happening.event.target_slot == slot


def _row(course: Course, kill: Kill, outcome: Outcome) -> dict[str, Any]:
    passed = outcome.time - kill.event.time_ms
    gibber = outcome.doer if outcome.name == "gibbed" else None
    reviver = outcome.doer if outcome.name == "revived" else None
    return {
        "kill_time": kill.event.time_ms,
        "victim_guid": kill.victim.guid,
        "victim_name": kill.victim.name,
        "killer_guid": kill.killer.guid,
        "killer_name": kill.killer.name,
        "kill_mod": kill.event.means_of_death,
        "outcome": outcome.name,
        "outcome_time": outcome.time,
        "delta_ms": passed,
        "effective_denied_ms": passed + (_wait(course, kill.victim.team, outcome.time) if outcome.waits else 0),
        "gibber_guid": gibber.guid if gibber else None,
        "gibber_name": gibber.name if gibber else None,
        "reviver_guid": reviver.guid if reviver else None,
        "reviver_name": reviver.name if reviver else None,
    }


def _wait(course: Course, team: int, time: int) -> int:
    """ms to the side's next wave: one leaves whenever offset and time together are whole intervals (7.7)."""
    setting = course.truth.setting
    waves = {int(side): interval for side, interval in setting.wave_ms.items()}
    offsets = {int(side): offset for side, offset in setting.wave_offset_ms.items()}
    assert team in TEAMS, "only those who play are killed"
    return waves[team] - (offsets[team] + time) % waves[team]
