"""The people of a community: made once from a seed, the same on every evening.

Does not belong here: who comes tonight (`evening.roster`).
"""

from dataclasses import dataclass, replace

from proximity.simulator.match.dice import Dice
from proximity.simulator.match.people.bonds import Bonds, plant_bonds
from proximity.simulator.match.people.names import make_name
from proximity.simulator.match.people.person import Habits, Person, Skill
from proximity.simulator.match.sides import Role

ONE_HOSTILE_IN = 6


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody of a community, and what was planted between them. `people[i].number == i`."""

    people: tuple[Person, ...]
    bonds: Bonds


def make_cast(seed: object, size: int, *, bots: int = 0, nameless: int = 0, bonds: int = 5) -> Cast:
    """A community of this size, of which the last `bots` are bots and the first `nameless` of those have no GUID.

    `bonds` pairs of humans are planted.
    """
    dice = Dice(seed, "cast")
    humans = size - bots
    people = [_human(dice, number) for number in range(humans)]
    people += [_bot(dice, humans + place, place >= nameless) for place in range(bots)]
    planted = plant_bonds(dice, list(range(humans)), bonds)
    for bond in planted.all:
        if bond.care:
            people[bond.first] = _as_medic(people[bond.first])
    return Cast(tuple(people), planted)


def _as_medic(person: Person) -> Person:
    """Who cares for somebody has to be able to."""
    return replace(person, habits=replace(person.habits, roles=(Role.MEDIC, *person.habits.roles)))


def _human(dice: Dice, number: int) -> Person:
    guid = "".join(dice.pick("0123456789ABCDEF") for _ in range(32))
    is_hostile = number % ONE_HOSTILE_IN == ONE_HOSTILE_IN - 1
    name = make_name(dice, number // ONE_HOSTILE_IN if is_hostile else number, is_hostile)
    return Person(number, guid, name, False, _skill(dice), _habits(dice))


def _bot(dice: Dice, number: int, has_guid: bool) -> Person:
    name = f"[BOT]{make_name(dice, number, is_hostile=False)}"
    # The engine's own form has spaces for padding; the zeros are those of the community's servers.
    guid = f"OMNIBOT{number % 100:02d}".ljust(32, "0") if has_guid else ""
    return Person(number, guid, name, True, _skill(dice), _habits(dice))


def _skill(dice: Dice) -> Skill:
    # One common part: who aims well mostly also moves well.
    talent = dice.bell(0.5, 0.15)
    return Skill(
        aim=_share(dice.bell(talent, 0.10)),
        head=_share(dice.bell(talent, 0.15)),
        reaction_ms=dice.bell(400 - 160 * talent, 35),
        movement=_share(dice.bell(talent, 0.15)),
        awareness=_share(dice.bell(talent, 0.15)),
    )


def _habits(dice: Dice) -> Habits:
    return Habits(
        roles=tuple(dice.shuffled((Role.MEDIC, Role.MEDIC, Role.ENGINEER, Role.ENGINEER, Role.FIELDOPS, *Role))),
        gun_taste=dice.weighted((0, 1, 2), (0.7, 0.2, 0.1)),
        aggression=_share(dice.bell(0.5, 0.18)),
        discipline=_share(dice.bell(0.6, 0.18)),
        attendance=_share(dice.bell(0.65, 0.15)),
    )


def _share(value: float) -> float:
    return min(max(value, 0.02), 0.98)
