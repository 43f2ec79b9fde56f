"""Chance with a name: the same name rolls the same numbers on every machine.

Belongs here: the few kinds of rolls that the simulator needs, made of uniform numbers with arithmetic that IEEE 754
defines to the last digit. Does not belong here: what is rolled for. `random.gauss` and its kin are avoided because they
ask the machine's libm for logarithms and sines, whose last digit differs between machines.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


class Dice:
    """One stream of chance, seeded by the parts of its name (`Dice(7, "round", 3)`)."""

    def __init__(self, *name: object) -> None:
        self.unit = Random("/".join(map(str, name))).random
        """A number in [0, 1)."""

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self.unit() < probability

    def between(self, low: float, high: float) -> float:
        """A number in [low, high)."""
        return low + (high - low) * self.unit()

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.unit() * (high - low + 1))

    def bell(self, mean: float, deviation: float) -> float:
        """A number around the mean, bell-shaped, never further away than three deviations."""
        return mean + deviation * 2.0 * (self.unit() + self.unit() + self.unit() - 1.5)

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of the things, all alike."""
        return things[int(self.unit() * len(things))]

    def weighted(self, things: Sequence[Thing], weights: Sequence[float]) -> Thing:
        """One of the things, in proportion to the weights."""
        mark = self.unit() * sum(weights)
        for thing, weight in zip(things, weights, strict=True):
            mark -= weight
            if mark < 0:
                return thing
        return things[-1]

    def shuffled(self, things: Sequence[Thing]) -> list[Thing]:
        """The things in another order."""
        rest = list(things)
        return [rest.pop(int(self.unit() * len(rest))) for _ in range(len(rest))]
