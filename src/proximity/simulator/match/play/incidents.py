"""What happens to a round from outside the fights: pauses, people coming and going, the server's operator.

An incident is due at a time of the round's axis; those of one frame happen in the order in which they were given, so
that a slot can be left and taken in one frame. Does not belong here: what people do by themselves in play.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

from proximity.simulator.match.people import Person
from proximity.simulator.match.play import arrivals
from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.seat import Seat
from proximity.simulator.match.play.soldier import Soldier
from proximity.simulator.match.play.waves import self_kill
from proximity.simulator.match.sides import Role, Team
from proximity.simulator.match.truth.events import Renamed, RoleChosen
from proximity.simulator.match.truth.round_truth import StopKind

LOADING_MS, CHOOSING_MS = 1500, 2500
"""A newcomer loads the map, and then chooses a team."""

STOP_KINDS: tuple[StopKind, ...] = ("map_restart", "map_change", "quit", "kill")


@dataclass(frozen=True, slots=True)
class Incident:
    """Something due at a time. Subclasses say what; those about a player do nothing when he is not there."""

    at_ms: int

    def happen(self, battle: Battle) -> Iterable[Incident]:
        """Let it happen; what follows from it later."""
        return ()


@dataclass(frozen=True, slots=True)
class Pause(Incident):
    """The match stands still; after `for_ms` of level time somebody calls its end, ten seconds before play goes on."""

    for_ms: int


@dataclass(frozen=True, slots=True)
class Stop(Incident):
    """The operator, or the power supply, ends the round without an intermission."""

    kind: StopKind


@dataclass(frozen=True, slots=True)
class Surrender(Incident):
    """A team votes to give up."""

    team: Team


@dataclass(frozen=True, slots=True)
class Personal(Incident):
    """Something about one player."""

    player: int

    def happen(self, battle: Battle) -> Iterable[Incident]:
        """Find the player and let it happen to him."""
        for soldier in battle.soldiers.values():
            if soldier.number == self.player:
                self.befall(battle, soldier)
                break
        return ()

    def befall(self, battle: Battle, soldier: Soldier) -> None:
        """What happens to him."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Leave(Personal):
    """He disconnects."""

    def befall(self, battle: Battle, soldier: Soldier) -> None:
        """His slot is free at once."""
        arrivals.disconnect(battle, soldier)


@dataclass(frozen=True, slots=True)
class ChangeTeam(Personal):
    """He joins a team, changes sides, or goes watching."""

    team: Team

    def befall(self, battle: Battle, soldier: Soldier) -> None:
        """Nothing happens if he is there already."""
        if soldier.team is not self.team:
            arrivals.change_team(battle, soldier, self.team)


@dataclass(frozen=True, slots=True)
class ChooseRole(Personal):
    """He chooses the class of his next spawn."""

    role: Role

    def befall(self, battle: Battle, soldier: Soldier) -> None:
        """It is remembered for the spawn."""
        soldier.next_role = self.role
        battle.note(RoleChosen, player=soldier.number, slot=soldier.slot, role=self.role)


@dataclass(frozen=True, slots=True)
class Rename(Personal):
    """He changes his name."""

    name: str

    def befall(self, battle: Battle, soldier: Soldier) -> None:
        """The new name holds from now on."""
        soldier.name = self.name
        battle.note(Renamed, player=soldier.number, slot=soldier.slot, name=self.name)


@dataclass(frozen=True, slots=True)
class KillOneself(Personal):
    """He types /kill."""

    def befall(self, battle: Battle, soldier: Soldier) -> None:
        """Only the living can."""
        if soldier.is_alive:
            self_kill(battle, soldier)


@dataclass(frozen=True, slots=True)
class _Begin(Personal):
    """He has loaded the map and looks on."""

    def befall(self, battle: Battle, soldier: Soldier) -> None:
        """As a spectator."""
        arrivals.begin(battle, soldier)


@dataclass(frozen=True, slots=True)
class Join(Incident):
    """Somebody connects, loads the map and joins a team (SPEC: stays a spectator). `slot` -1: the first free one."""

    person: Person
    team: Team
    role: Role
    slot: int = -1

    def happen(self, battle: Battle) -> Iterable[Incident]:
        """Nothing happens if he is there already, the slot is taken or the server full."""
        slot = (
            self.slot
            if self.slot >= 0
            else next(i for i in range(battle.setting.slots + 1) if i not in battle.soldiers)
        )
        is_there = any(soldier.person is self.person for soldier in battle.soldiers.values())
        if is_there or slot in battle.soldiers or slot >= battle.setting.slots:
            return
        newcomer = Seat(self.person, slot, Team.SPEC, self.role, self.person.name)
        arrivals.connect(battle, newcomer, is_first=True)
        loaded_ms = self.at_ms + (0 if self.person.is_bot else LOADING_MS)
        yield _Begin(loaded_ms, self.person.number)
        if self.team is not Team.SPEC:
            yield ChangeTeam(loaded_ms + CHOOSING_MS, self.person.number, self.team)


class Agenda:
    """Incidents in the order in which they are due."""

    def __init__(self, incidents: Iterable[Incident]) -> None:
        self._queue = [(incident.at_ms, number, incident) for number, incident in enumerate(incidents)]
        self._count = len(self._queue)
        heapq.heapify(self._queue)

    def due(self, time_ms: int) -> Iterable[Incident]:
        """Take what is due, one by one."""
        while self._queue and self._queue[0][0] <= time_ms:
            yield heapq.heappop(self._queue)[2]

    def add(self, incidents: Iterable[Incident]) -> None:
        """Put more on the agenda."""
        for incident in incidents:
            heapq.heappush(self._queue, (incident.at_ms, self._count, incident))
            self._count += 1
