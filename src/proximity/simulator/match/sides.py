"""The two teams, spectators, and the five classes, in the engine's numbers and the file's words.

Does not belong here: who plays for whom.
"""

from enum import IntEnum


class Team(IntEnum):
    """`sess.sessionTeam`."""

    AXIS = 1
    ALLIES = 2
    SPEC = 3

    @property
    def enemy(self) -> "Team":
        """The other side; spectators have none and get themselves."""
        return ENEMY[self]


ENEMY = {Team.AXIS: Team.ALLIES, Team.ALLIES: Team.AXIS, Team.SPEC: Team.SPEC}
SIDES = (Team.AXIS, Team.ALLIES)


class Role(IntEnum):
    """`sess.playerType`: the class that a player plays."""

    SOLDIER = 0
    MEDIC = 1
    ENGINEER = 2
    FIELDOPS = 3
    COVERTOPS = 4
