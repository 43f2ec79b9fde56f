"""Who sits where: somebody's place on the server at one moment.

Does not belong here: how he got there (`arrivals`).
"""

from dataclasses import dataclass

from proximity.simulator.match.people import Person
from proximity.simulator.match.sides import Role, Team


@dataclass(frozen=True, slots=True)
class Seat:
    """A connected client, on a team or watching."""

    person: Person
    slot: int
    team: Team
    role: Role
    name: str
    """How he calls himself now."""

    @property
    def side(self) -> Team:
        """The team whose weapons he has; those of the Axis while he watches."""
        return Team.AXIS if self.team is Team.SPEC else self.team
