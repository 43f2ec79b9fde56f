"""Classes of a team: everybody's favourite, as long as the team can afford it.

Does not belong here: guns (`arsenal.loadouts`).
"""

from collections import Counter

from proximity.simulator.match.arsenal import MOST_OF_A_ROLE
from proximity.simulator.match.dice import Dice
from proximity.simulator.match.people import Person
from proximity.simulator.match.sides import Role

NEEDED = (Role.MEDIC, Role.ENGINEER)
"""No team goes without, as long as it has so many players."""


def assign_roles(dice: Dice, team: list[Person]) -> dict[int, Role]:
    """A class for every player of a team, by person number."""
    chosen: dict[int, Role] = {}
    taken: Counter[Role] = Counter()
    for person in dice.shuffled(team):
        missing = [role for role in NEEDED if not taken[role]]
        left = len(team) - len(chosen)
        if left <= len(missing):
            role = missing[0]
        else:
            role = next((liked for liked in person.habits.roles if taken[liked] < MOST_OF_A_ROLE[liked]), Role.MEDIC)
        chosen[person.number] = role
        taken[role] += 1
    return chosen
