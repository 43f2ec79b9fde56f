"""The people who play: identity, skill, habits, and the planted effects between pairs.

Belongs here: what a person takes along from evening to evening. Does not belong here: teams, rounds.
"""

from proximity.simulator.match.people.bonds import NO_BOND, Bond, Bonds
from proximity.simulator.match.people.cast import Cast, make_cast
from proximity.simulator.match.people.person import Habits, Person, Skill

__all__ = ["NO_BOND", "Bond", "Bonds", "Cast", "Habits", "Person", "Skill", "make_cast"]
