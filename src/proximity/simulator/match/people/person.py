"""A person: who it is over all evenings, how well and in what manner he plays.

Does not belong here: what happens to him in a round (`play.soldier`).
"""

from dataclasses import dataclass

from proximity.simulator.match.sides import Role


@dataclass(frozen=True, slots=True)
class Skill:
    """What a person can do; 0.5 is the average player, 0 and 1 are the extremes of a community."""

    aim: float
    """Share of shots that hit, relative to others."""
    head: float
    """How many of the hits go to the head."""
    reaction_ms: float
    """From seeing somebody to the first shot, on average."""
    movement: float
    """Dodging, jumping, keeping stamina."""
    awareness: float
    """How soon somebody outside the middle of the screen is noticed, and how wisely a fight is left."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What a person likes to do."""

    roles: tuple[Role, ...]
    """Classes from the favourite on."""
    gun_taste: int
    """Which of a class's guns: 0 the usual one."""
    aggression: float
    """0 waits and holds, 1 runs at everybody."""
    discipline: float
    """Keeps to the objective, taps out in time, does not shoot through team-mates."""
    attendance: float
    """Share of the evenings on which he plays."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who plays. `number` is his place in the cast, and his name in the truth."""

    number: int
    guid: str
    """32 upper-case hexadecimal characters, the bot's form, or empty."""
    name: str
    """As he writes it, colour codes included; bytes that are no UTF-8 as lone surrogates."""
    is_bot: bool
    skill: Skill
    habits: Habits
