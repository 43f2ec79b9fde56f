"""Who sits in which slot at a moment: person, GUID, name, team, class.

Does not belong here: whether he lives.
"""

from dataclasses import dataclass, replace

from soak.tracker.reference.course import CLASSES, TEAMS, Course, Event
from soak.tracker.reference.names import written_name


@dataclass(frozen=True)
class Player:
    """A client as he is at a moment. Without GUID `key` tells his connections apart, else it is the GUID.

    In limbo a client's state is a copy of another's: nothing is known of his hands and eyes.
    """

    slot: int
    key: str
    guid: str | None
    name: str
    team: int = 3
    role: int = 0
    is_in_limbo: bool = False

    @property
    def team_name(self) -> str:
        """As written."""
        return TEAMS[self.team]

    @property
    def class_name(self) -> str:
        """As written."""
        return CLASSES[self.role]


def everybody_at_each_event(course: Course) -> list[dict[int, Player]]:
    """For each happening: slot → player as he is once it has happened; who leaves is still there at his leaving."""
    now: dict[int, Player] = {}
    history = []
    gone: int | None = None
    for number, happening in enumerate(course.happenings):
        if gone is not None:
            now.pop(gone, None)
            gone = None
        event = happening.event
        player = _after(event, happening.kind, now, number)
        if player:
            now[player.slot] = player
        if happening.kind == "Disconnected":
            gone = event.slot
        history.append(dict(now))
    return history


def _after(event: Event, kind: str, now: dict[int, Player], number: int) -> Player | None:
    if kind == "Connected":
        guid = event.guid or None
        return Player(event.slot, guid or f"#{event.slot}.{number}", guid, written_name(event.name))
    if kind == "Renamed":
        return replace(now[event.slot], name=written_name(event.name))
    if kind == "TeamChanged":
        return replace(now[event.slot], team=int(event.to_team), role=int(event.role))
    if kind == "Spawned":
        is_in_limbo = event.kind not in ("begin", "wave", "revive")
        return replace(now[event.slot], team=int(event.team), role=int(event.role), is_in_limbo=is_in_limbo)
    if kind == "WentToLimbo":
        return replace(now[event.slot], is_in_limbo=True)
    return None
