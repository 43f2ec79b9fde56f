"""Coming and going: connecting, beginning, joining a team, changing sides, watching, leaving.

Order is the engine's (guide §1.2): who changes sides alive or wounded dies of it, is spawned once without living, and
waits for the wave. Does not belong here: when it happens (`incidents`).
"""

from proximity.simulator.match.arena import SPECTATOR_POINT
from proximity.simulator.match.arsenal import loadout
from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.seat import Seat
from proximity.simulator.match.play.soldier import Soldier, Status
from proximity.simulator.match.play.spawning import area_of, come_to_life, home_of, place, spawn_point
from proximity.simulator.match.play.wounds import die, give_up
from proximity.simulator.match.sides import Team
from proximity.simulator.match.truth.events import (
    Began,
    Connected,
    Disconnected,
    Followed,
    Spawned,
    SpawnKind,
    TeamChanged,
)

SWITCH_TEAM = 59


def connect(battle: Battle, seat: Seat, *, is_first: bool = False) -> None:
    """A client takes a free slot, for the first time or over a restart."""
    person = seat.person
    gear = loadout(seat.role, seat.side, person.habits.gun_taste)
    battle.soldiers[seat.slot] = Soldier(person, seat.slot, seat.team, seat.role, seat.role, gear, name=seat.name)
    battle.note(
        Connected,
        player=person.number,
        slot=seat.slot,
        name=seat.name,
        guid=person.guid,
        is_bot=person.is_bot,
        is_first=is_first,
    )


def begin_round(battle: Battle, soldier: Soldier) -> None:
    """Somebody who came over the restart: on his feet at once, or among the spectators."""
    if soldier.team is Team.SPEC:
        watch(battle, soldier)
    else:
        place(battle, soldier, area_of(battle, soldier.team))
        come_to_life(battle, soldier, "begin")


def begin(battle: Battle, soldier: Soldier) -> None:
    """A newcomer has loaded the map, and watches for the time being."""
    battle.note(Began, player=soldier.number, slot=soldier.slot)
    watch(battle, soldier)


def watch(battle: Battle, soldier: Soldier) -> None:
    """The spawn of a spectator, who then follows somebody."""
    soldier.status = Status.WATCHING
    soldier.x, soldier.y, soldier.z = SPECTATOR_POINT
    battle.recount()
    _note_spawn(battle, soldier, "spectate")
    players = [player for team in (Team.AXIS, Team.ALLIES) for player in battle.alive[team]]
    if players:
        battle.note(Followed, player=soldier.number, slot=soldier.slot, followed_slot=battle.dice.pick(players).slot)


def change_team(battle: Battle, soldier: Soldier, team: Team) -> None:
    """Join a team, change sides, or go watching."""
    if soldier.is_in_body:
        die(battle, soldier, soldier, SWITCH_TEAM)
    from_team, soldier.team = soldier.team, team
    soldier.role = soldier.next_role
    soldier.status = Status.WATCHING
    battle.recount()
    battle.note(
        TeamChanged,
        player=soldier.number,
        slot=soldier.slot,
        from_team=from_team,
        to_team=team,
        role=soldier.role,
    )
    if team is Team.SPEC:
        watch(battle, soldier)
    else:
        soldier.loadout = loadout(soldier.role, team, soldier.person.habits.gun_taste)
        soldier.health = 0
        # The engine spawns him at home, and sends him to limbo from there.
        soldier.x, soldier.y, soldier.z = spawn_point(battle.arena, home_of(battle.arena, team), soldier.slot)
        _note_spawn(battle, soldier, "switch")
        give_up(battle, soldier, "switch")


def disconnect(battle: Battle, soldier: Soldier) -> None:
    """A client leaves; what he threw vanishes with him."""
    for site in battle.sites:
        site.on_death(battle, soldier)
    battle.note(Disconnected, player=soldier.number, slot=soldier.slot)
    del battle.soldiers[soldier.slot]
    soldier.status = Status.WATCHING
    battle.flights = [flight for flight in battle.flights if flight.owner is not soldier]
    battle.recount()
    for other in battle.soldiers.values():
        if soldier in (other.target, other.hurt_by):
            other.target = other.hurt_by = None


def _note_spawn(battle: Battle, soldier: Soldier, kind: SpawnKind) -> None:
    battle.note(
        Spawned,
        player=soldier.number,
        slot=soldier.slot,
        team=soldier.team,
        role=soldier.role,
        kind=kind,
        health=soldier.full_health,
        weapon=0,
        x=soldier.x,
        y=soldier.y,
        z=soldier.z,
    )
