"""Communities: identity, names, skill, bonds."""

import re

from proximity.simulator.match.dice import Dice
from proximity.simulator.match.people import NO_BOND, Person, make_cast
from proximity.simulator.match.people.bonds import plant_bonds
from proximity.simulator.match.people.names import HOSTILE
from proximity.simulator.match.sides import Role

MOST_BYTES = 35


def as_bytes(person: Person) -> bytes:
    return person.name.encode("utf-8", "surrogateescape")


def test_a_community_is_the_same_every_time() -> None:
    assert make_cast(3, 20).people == make_cast(3, 20).people
    assert make_cast(3, 20).people != make_cast(4, 20).people


def test_everybody_has_a_guid_of_his_own_in_the_form_of_clients_or_bots() -> None:
    people = make_cast(1, 30, bots=8, nameless=3).people
    guids = [person.guid for person in people if person.guid]
    assert len(set(guids)) == len(guids) == 27
    assert all(re.fullmatch(r"[0-9A-F]{32}", person.guid) for person in people if not person.is_bot)
    assert all(re.fullmatch(r"(OMNIBOT\d\d0{23})?", person.guid) for person in people if person.is_bot)
    assert sum(person.is_bot for person in people) == 8


def test_names_pass_the_engine() -> None:
    people = make_cast(5, 120).people
    assert any("^" in person.name for person in people)
    for name in map(as_bytes, people):
        assert len(name) <= MOST_BYTES
        assert not set(name) & set(b'";\\\n\r'), name


def test_hostile_names_come_up() -> None:
    names = {person.name for person in make_cast(1, 6 * len(HOSTILE)).people}
    assert names >= set(HOSTILE)


def test_players_differ_in_skill_within_a_community() -> None:
    aims = sorted(person.skill.aim for person in make_cast(2, 40).people)
    assert aims[0] < 0.35
    assert aims[-1] > 0.65
    assert all(150 < person.skill.reaction_ms < 500 for person in make_cast(2, 40).people)


def test_nobody_has_two_bonds() -> None:
    bonds = plant_bonds(Dice("bonds"), list(range(20)), 8).all
    bonded = [person for bond in bonds for person in (bond.first, bond.second)]
    assert len(bonds) == 8
    assert len(set(bonded)) == 16


def test_bonds_are_found_in_either_order_and_strangers_have_none() -> None:
    bonds = make_cast(1, 20).bonds
    bond = bonds.all[0]
    assert bonds.between(bond.first, bond.second) == bonds.between(bond.second, bond.first) == bond
    assert bonds.between(bond.first, bonds.all[1].first) == NO_BOND


def test_bots_are_bonded_to_nobody() -> None:
    cast = make_cast(1, 12, bots=8, bonds=6)
    assert len(cast.bonds.all) == 2
    assert all(bond.second < 4 for bond in cast.bonds.all)


def test_who_cares_for_somebody_likes_to_be_a_medic() -> None:
    cast = make_cast(1, 20)
    carers = [cast.people[bond.first] for bond in cast.bonds.all if bond.care]
    assert carers
    assert all(person.habits.roles[0] is Role.MEDIC for person in carers)
