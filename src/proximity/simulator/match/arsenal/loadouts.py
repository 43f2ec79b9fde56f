"""Who carries what: the guns of each class and side, and which of them people prefer.

Does not belong here: what a gun does (`weapons`).
"""

from dataclasses import dataclass

from proximity.simulator.match.sides import Role, Team

GUNS: dict[tuple[Role, Team], tuple[int, ...]] = {
    (Role.SOLDIER, Team.AXIS): (3, 30),
    (Role.SOLDIER, Team.ALLIES): (8, 49),
    (Role.MEDIC, Team.AXIS): (3,),
    (Role.MEDIC, Team.ALLIES): (8,),
    (Role.ENGINEER, Team.AXIS): (3, 23),
    (Role.ENGINEER, Team.ALLIES): (8, 24),
    (Role.FIELDOPS, Team.AXIS): (3,),
    (Role.FIELDOPS, Team.ALLIES): (8,),
    (Role.COVERTOPS, Team.AXIS): (10, 32, 31),
    (Role.COVERTOPS, Team.ALLIES): (10, 32, 25),
}
"""Main weapons by class and side, the usual one first."""

SIDEARM = {Team.AXIS: 2, Team.ALLIES: 7}
RIFLES = (23, 24)
"""The guns that fire rifle grenades."""

MOST_OF_A_ROLE = {Role.SOLDIER: 1, Role.MEDIC: 3, Role.ENGINEER: 3, Role.FIELDOPS: 2, Role.COVERTOPS: 1}
"""How many of a class a team takes at the most."""


@dataclass(frozen=True, slots=True)
class Loadout:
    """What somebody carries through one life, in the engine's weapon numbers."""

    gun: int
    sidearm: int


def loadout(role: Role, team: Team, taste: int) -> Loadout:
    """The loadout of one who prefers the `taste`th gun of a class, counted from 0; the usual one if it has none."""
    guns = GUNS[role, team]
    return Loadout(guns[taste if taste < len(guns) else 0], SIDEARM[team])
