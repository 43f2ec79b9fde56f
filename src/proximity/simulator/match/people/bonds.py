"""Planted effects between two people: what statistics about pairs should find again, and nothing else may produce.

Does not belong here: how a bond shows in play (`play.company`, `play.fighting`, `play.medics`).
"""

from dataclasses import dataclass

from proximity.simulator.match.dice import Dice


@dataclass(frozen=True, slots=True)
class Bond:
    """How two people play together; each strength from 0 (as strangers) to 1. `first < second` are person numbers."""

    first: int
    second: int
    focus: float
    """Shoots whom the other shoots: crossfires beyond chance."""
    company: float
    """Goes where the other goes: time near each other."""
    trade: float
    """Turns on whoever killed the other: avenged deaths."""
    care: float
    """Picks the other up first: revives."""


NO_BOND = Bond(-1, -1, 0.0, 0.0, 0.0, 0.0)

KINDS = (
    (0.9, 0.6, 0.0, 0.0),
    (0.7, 0.7, 0.7, 0.0),
    (0.0, 0.5, 0.9, 0.0),
    (0.0, 0.7, 0.0, 0.9),
    (0.0, 0.9, 0.0, 0.0),
)
"""Bonds worth telling apart: focus fire, twins, avengers, medic and patient, mere company."""


class Bonds:
    """All bonds of a cast, looked up by two people in any order."""

    def __init__(self, bonds: tuple[Bond, ...]) -> None:
        self.all = bonds
        self._by_pair = {(bond.first, bond.second): bond for bond in bonds}

    def between(self, one: int, other: int) -> Bond:
        """The bond of two people; `NO_BOND` if they are as strangers."""
        return self._by_pair.get((one, other) if one < other else (other, one), NO_BOND)


def plant_bonds(dice: Dice, people: list[int], count: int) -> Bonds:
    """Bonds of all kinds in turn between this many pairs; nobody gets two. Fewer if the people run out."""
    mixed = dice.shuffled(people)
    pairs = zip(mixed[0::2], mixed[1::2], strict=False)
    bonds = (
        Bond(min(pair), max(pair), *KINDS[number % len(KINDS)])
        for number, pair in zip(range(count), pairs, strict=False)
    )
    return Bonds(tuple(bonds))
