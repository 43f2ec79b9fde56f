"""What disturbs a round on an ordinary evening: leaving, coming back, changing sides or class, pauses, giving up.

Does not belong here: how it happens (`play.incidents`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from proximity.simulator.match.dice import Dice
from proximity.simulator.match.people import Person
from proximity.simulator.match.play import Seat
from proximity.simulator.match.play.incidents import (
    STOP_KINDS,
    ChangeTeam,
    ChooseRole,
    Incident,
    Join,
    KillOneself,
    Leave,
    Pause,
    Rename,
    Stop,
    Surrender,
)
from proximity.simulator.match.sides import SIDES, Role, Team

MOST_LIKELY = 0.9
"""However rough an evening is, nothing happens more often than that."""


@dataclass(frozen=True, slots=True)
class Round:
    """What a mishap may draw on: who plays, who could come, and how long it lasts."""

    dice: Dice
    players: list[Seat]
    newcomers: list[Person]
    length_ms: int

    def some_time(self) -> int:
        """A moment neither at the start nor at the end."""
        return int(self.length_ms * self.dice.between(0.08, 0.85))


def make_mishaps(
    dice: Dice, roughness: float, seats: tuple[Seat, ...], newcomers: list[Person], length_ms: int
) -> tuple[Incident, ...]:
    """The incidents of a round that lasts about `length_ms`. `newcomers` are people who are not on the server."""
    players = [seat for seat in seats if seat.team is not Team.SPEC]
    if not players:
        return ()
    about = Round(dice, players, newcomers, length_ms)
    incidents: list[Incident] = []
    for chance, make in A_ROUND:
        if dice.chance(min(MOST_LIKELY, chance * roughness)):
            incidents += make(about, dice.pick(players))
    for seat in players:
        for chance, make in A_PLAYER:
            if dice.chance(min(MOST_LIKELY, chance * roughness)):
                incidents += make(about, seat)
    return tuple(incidents)


def break_off(dice: Dice, share: float, length_ms: int) -> tuple[Incident, ...]:
    """With this chance, the end of a round without an intermission."""
    if not dice.chance(share):
        return ()
    return (Stop(int(length_ms * dice.between(0.1, 0.9)), dice.pick(STOP_KINDS)),)


def _reconnects(about: Round, seat: Seat) -> list[Incident]:
    at_ms = about.some_time()
    back_ms = at_ms + about.dice.whole(4000, 25_000)
    return [Leave(at_ms, seat.person.number), Join(back_ms, seat.person, seat.team, seat.role)]


def _takes_a_slot(about: Round, seat: Seat) -> list[Incident]:
    """In one frame somebody leaves and somebody else gets his slot."""
    if not about.newcomers:
        return []
    at_ms = about.some_time()
    return [Leave(at_ms, seat.person.number), Join(at_ms, about.newcomers[0], seat.team, seat.role, seat.slot)]


def _changes_sides(about: Round, seat: Seat) -> list[Incident]:
    return [ChangeTeam(about.some_time(), seat.person.number, seat.team.enemy)]


def _watches(about: Round, seat: Seat) -> list[Incident]:
    return [ChangeTeam(about.some_time(), seat.person.number, Team.SPEC)]


def _renames_himself(about: Round, seat: Seat) -> list[Incident]:
    return [Rename(about.some_time(), seat.person.number, f"^2{seat.person.name[:28]}^7~")]


def _pauses(about: Round, seat: Seat) -> list[Incident]:
    return [Pause(about.some_time(), about.dice.whole(12_000, 60_000))]


def _surrenders(about: Round, seat: Seat) -> list[Incident]:
    return [Surrender(int(about.length_ms * about.dice.between(0.5, 0.95)), about.dice.pick(SIDES))]


def _changes_class(about: Round, seat: Seat) -> list[Incident]:
    return [ChooseRole(about.some_time(), seat.person.number, about.dice.pick(tuple(Role)))]


def _kills_himself(about: Round, seat: Seat) -> list[Incident]:
    return [KillOneself(about.some_time(), seat.person.number)]


Mishap = tuple[float, Callable[[Round, Seat], list[Incident]]]
"""How often in a usual round, and what."""

A_ROUND: tuple[Mishap, ...] = (
    (0.10, _reconnects),
    (0.03, _takes_a_slot),
    (0.04, _changes_sides),
    (0.03, _watches),
    (0.08, _renames_himself),
    (0.04, _pauses),
    (0.02, _surrenders),
)
A_PLAYER: tuple[Mishap, ...] = (
    (0.12, _changes_class),
    (0.02, _kills_himself),
)
