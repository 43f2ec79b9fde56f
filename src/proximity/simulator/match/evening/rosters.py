"""Two teams of an evening: who came, who plays with whom, who stands in.

A team stays together from match to match; sides change every round. Does not belong here: classes (`roles`), slots and
what happens during a round.
"""

from dataclasses import dataclass

from proximity.simulator.match.dice import Dice
from proximity.simulator.match.people import Cast, Person

SPARE = 2
"""So many more than two full teams stay around; more go home again."""
KEEPS_BONDED = 0.75
"""How often two bonded people come into one team."""
BRINGS_FRIEND = 0.6
"""How often somebody who comes brings along a bonded one who would not have come."""


@dataclass(slots=True)
class Rosters:
    """Who is there: two teams and those who watch."""

    first: list[Person]
    second: list[Person]
    watching: list[Person]

    def everybody(self) -> list[Person]:
        """All who are there."""
        return [*self.first, *self.second, *self.watching]

    def go(self, person: Person) -> None:
        """Somebody goes home; the first who watches stands in for a player."""
        for team in (self.first, self.second):
            if person in team:
                team.remove(person)
                if self.watching:
                    team.append(self.watching.pop(0))
        if person in self.watching:
            self.watching.remove(person)

    def come(self, person: Person, team_size: int) -> None:
        """Somebody comes late, to the smaller team if it has room."""
        smaller = min(self.first, self.second, key=len)
        (smaller if len(smaller) < team_size else self.watching).append(person)


def draft(dice: Dice, cast: Cast, team_size: int) -> Rosters:
    """The teams of an evening: fair by talent, with friends together if it can be."""
    present = _who_comes(dice, cast, 2 * team_size + SPARE)
    players, watching = present[: 2 * team_size], present[2 * team_size :]
    players.sort(key=lambda person: (person.skill.aim + person.skill.movement, person.number), reverse=True)
    teams: tuple[list[Person], list[Person]] = ([], [])
    while players:
        person = players.pop(0)
        team = min(teams, key=lambda members: (len(members), sum(member.skill.aim for member in members)))
        team.append(person)
        friend = next((other for other in players if _are_bonded(cast, person, other)), None)
        if friend is not None and len(team) < team_size and dice.chance(KEEPS_BONDED):
            players.remove(friend)
            team.append(friend)
    return Rosters(teams[0], teams[1], watching)


def _who_comes(dice: Dice, cast: Cast, most: int) -> list[Person]:
    eager = [person for person in cast.people if dice.chance(person.habits.attendance)]
    for person in list(eager):
        friends = [other for other in cast.people if _are_bonded(cast, person, other) and other not in eager]
        eager += [friend for friend in friends if dice.chance(BRINGS_FRIEND)]
    rest = [person for person in cast.people if person not in eager]
    # If too few feel like it, others are talked into it.
    return [*_with_friends(cast, dice.shuffled(eager)), *dice.shuffled(rest)][
        : max(most - SPARE, min(most, len(eager)))
    ]


def _with_friends(cast: Cast, people: list[Person]) -> list[Person]:
    """The same people, bonded ones one after the other, so that both are in time or both too late."""
    ordered: list[Person] = []
    for person in people:
        pair = [person, *(other for other in people if _are_bonded(cast, person, other))]
        ordered += [member for member in pair if member not in ordered]
    return ordered


def _are_bonded(cast: Cast, one: Person, other: Person) -> bool:
    return cast.bonds.between(one.number, other.number).first >= 0
