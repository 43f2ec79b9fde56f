"""Weapons against the engine's tables."""

import pytest

from proximity.simulator.host import api
from proximity.simulator.match.arsenal import (
    AIRSTRIKE,
    DYNAMITE,
    GRENADE,
    GUNS,
    HEAD,
    RIFLE_GRENADE,
    ROCKET,
    blast_damage,
    bullet_damage,
    loadout,
    roll_region,
    weapons,
)
from proximity.simulator.match.dice import Dice
from proximity.simulator.match.sides import Role, Team

MP40, KAR98 = 3, 23
CHARGES = [*GRENADE.values(), *RIFLE_GRENADE.values(), *ROCKET.values(), AIRSTRIKE, DYNAMITE]


def test_guns_count_hit_regions_where_the_engine_does() -> None:
    means = api.means_of_death()
    assert all(means[gun.means_of_death].has_hit_region == gun.counts_regions for gun in weapons().values())


def test_charges_kill_by_means_that_count_none() -> None:
    means = api.means_of_death()
    assert not any(means[charge.means_of_death].has_hit_region for charge in CHARGES)


def test_every_class_has_its_guns_on_both_sides() -> None:
    for role in Role:
        for team in (Team.AXIS, Team.ALLIES):
            assert all(gun in weapons() for gun in GUNS[role, team])
            assert loadout(role, team, taste=99).gun == GUNS[role, team][0]


@pytest.mark.parametrize(
    ("region", "distance", "has_helmet", "damage"),
    [
        (2, 100, True, 18),
        (2, 1500, True, 18),
        (2, 2000, True, 10),
        (2, 2500, True, 3),
        (2, 9000, True, 3),
        (HEAD, 100, True, 40),
        (HEAD, 100, False, 50),
        (HEAD, 2500, False, 10),
    ],
)
def test_bullets_hurt_as_in_the_engine(region: int, distance: float, has_helmet: bool, damage: int) -> None:
    assert bullet_damage(weapons()[MP40], region, distance, has_helmet) == damage


def test_a_rifle_gives_twice_its_damage_to_a_bare_head() -> None:
    assert bullet_damage(weapons()[KAR98], HEAD, 0, has_helmet=False) == 68


def test_a_blast_hurts_less_with_distance_and_nobody_beyond_its_radius() -> None:
    grenade = GRENADE[Team.AXIS]
    assert blast_damage(grenade, 0) == 250
    assert blast_damage(grenade, 125) == 125
    assert blast_damage(grenade, 250) == 0


def test_heads_are_hit_as_often_as_asked_for() -> None:
    dice = Dice("regions")
    regions = [roll_region(dice, 0.15) for _ in range(4000)]
    assert 0.12 < regions.count(HEAD) / len(regions) < 0.18
    assert set(regions) == {0, 1, 2, 3}
